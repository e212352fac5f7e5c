/* What changes in a preview: numbered, kept for those who missed it, told as
 * an event stream. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <inttypes.h>
#include <string.h>

#include "server/stream.h"

static unsigned rung;

static void ring(void *ctx)
{
    (void)ctx;
    rung++;
}

static void expect_events(struct live *l, uint64_t *seen, const char *pattern,
                          uint64_t first)
{
    struct buf out = {0}, want = {0};

    for (const char *p = pattern; *p; p++, first++)
        buf_fmt(&want,
                "id: %" PRIu64 "\nevent: change\ndata: {\"generation\":%" PRIu64
                ",\"changed\":%s}\n\n",
                first, first, *p == '-' ? "null" : (char[]){'"', *p, '"', 0});
    assert_int_equal(live_next(l, seen, &out), *pattern != '\0');
    assert_int_equal(out.len, want.len);
    if (want.len)
        assert_memory_equal(out.ptr, want.ptr, want.len);
    assert_int_equal(*seen, live_number(l));
    buf_release(&out);
    buf_release(&want);
}

static void changes_are_told_in_order(void **state)
{
    struct live *l = live_new(100);
    uint64_t began = live_number(l), seen = began;

    (void)state;
    assert_true(began > 0);
    expect_events(l, &seen, "", 0);
    live_changed(l, S("\"a\""));
    live_changed(l, S("\"b\""));
    expect_events(l, &seen, "ab", began + 1);
    expect_events(l, &seen, "", 0);
    live_changed(l, S("\"c\""));
    expect_events(l, &seen, "c", began + 3);
    live_free(l);
}

static void what_is_not_kept_may_be_anything(void **state)
{
    struct live *l = live_new(100);
    uint64_t began = live_number(l), seen;

    (void)state;
    for (int i = 0; i < LIVE_KEPT; i++)
        live_changed(l, S("\"x\""));
    seen = began;
    expect_events(l, &seen, "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", began + 1);
    live_changed(l, S("\"y\""));
    seen = began; /* one too many */
    expect_events(l, &seen, "-", began + LIVE_KEPT + 1);
    seen = began + 1;
    expect_events(l, &seen, "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxy", began + 2);
    const uint64_t strange[] = {1, began - 1, began + 99, UINT64_MAX};
    for (size_t i = 0; i < sizeof(strange) / sizeof(*strange); i++) {
        seen = strange[i];
        expect_events(l, &seen, "-", began + LIVE_KEPT + 1);
    }
    live_free(l);
}

static void ears_are_rung(void **state)
{
    struct live *l = live_new(100);
    struct live_ear a = {.ring = ring}, b = {.ring = ring}, c = {.ring = ring};

    (void)state;
    rung = 0;
    live_listen(l, &a);
    live_listen(l, &b);
    live_listen(l, &c);
    live_changed(l, S("[]"));
    assert_int_equal(rung, 3);
    live_deafen(l, &b);
    live_deafen(l, &b);
    live_changed(l, S("[]"));
    assert_int_equal(rung, 5);
    live_deafen(l, &a);
    live_deafen(l, &c);
    live_changed(l, S("[]"));
    assert_int_equal(rung, 5);
    live_free(l);
}

static void clients_are_bounded(void **state)
{
    static const struct {
        unsigned connections, room;
    } rows[] = {{8, 4}, {100, 50}, {128, 64}, {1000, LIVE_CLIENTS_MAX}};

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct live *l = live_new(rows[i].connections);
        for (unsigned n = 0; n < rows[i].room; n++)
            assert_true(live_enter(l));
        assert_false(live_enter(l));
        live_leave(l);
        assert_true(live_enter(l));
        live_free(l);
    }
}

/* Takes so many bytes and compares them. */
static void expect_bytes(struct stream *s, size_t max, uint64_t now,
                         const char *want)
{
    char got[512];
    size_t n = stream_take(s, got, max, now);

    assert_int_equal(n, strlen(want));
    assert_memory_equal(got, want, n);
}

static void a_stream_pings_and_tells(void **state)
{
    struct live *l = live_new(8);
    struct stream s = {0};
    char rest[512];

    (void)state;
    stream_end(&s);
    assert_true(stream_begin(&s, l, 0, 1000));
    assert_true(stream_is_due(&s, 1000));
    expect_bytes(&s, 12, 1000, "retry: 1000\n");
    assert_true(stream_is_due(&s, 1000));
    assert_int_equal(stream_take(&s, rest, sizeof(rest), 1000), 24);
    assert_false(stream_is_due(&s, 1000));
    expect_bytes(&s, 512, 1000, "");
    assert_false(stream_is_due(&s, 1000 + STREAM_PING - 1));
    assert_true(stream_is_due(&s, 1000 + STREAM_PING));
    expect_bytes(&s, 512, 1000 + STREAM_PING, ": ping\n\n");
    assert_false(stream_is_due(&s, 1000 + STREAM_PING));
    live_changed(l, S("[]"));
    assert_true(stream_is_due(&s, 1001 + STREAM_PING));
    expect_bytes(&s, 4, 20000, "id: ");
    assert_true(stream_take(&s, rest, sizeof(rest), 20000) > 40);
    assert_false(stream_is_due(&s, 20000 + STREAM_PING - 1));
    stream_end(&s);
    live_free(l);
}

static void streams_make_room(void **state)
{
    struct live *l = live_new(8);
    struct stream s[5] = {{0}};

    (void)state;
    for (int i = 0; i < 4; i++)
        assert_true(stream_begin(&s[i], l, 0, 0));
    assert_false(stream_begin(&s[4], l, 0, 0));
    stream_end(&s[4]); /* it has not begun: no room is given back */
    assert_false(stream_begin(&s[4], l, 0, 0));
    stream_end(&s[0]);
    assert_true(stream_begin(&s[4], l, 0, 0));
    for (int i = 0; i < 5; i++)
        stream_end(&s[i]);
    live_free(l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(changes_are_told_in_order),
        cmocka_unit_test(what_is_not_kept_may_be_anything),
        cmocka_unit_test(ears_are_rung),
        cmocka_unit_test(clients_are_bounded),
        cmocka_unit_test(a_stream_pings_and_tells),
        cmocka_unit_test(streams_make_room),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

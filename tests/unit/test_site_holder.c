/* Generations: counted, swapped, closed by the reaper, bounded; and how a
 * write into the open file is noticed. */
#include <fcntl.h>

#include "server/site_holder.h"
#include "tests/unit/site_sample.h"

static const struct {
    struct str path, text;
} entries[] = {
    {STR("manifest.json"),
     STR("{\"default_locale\":\"en\",\"locales\":[{\"tag\":\"en\"}]}")},
    {STR("values/en.json"), STR("{}")},
    {STR("texts/en.json"), STR("{}")},
};

static struct site *open_one(const struct place *p)
{
    struct err e = {0};
    struct site_writer *w = site_writer_new(p->path, &e);

    assert_non_null(w);
    for (size_t i = 0; i < sizeof(entries) / sizeof(*entries); i++)
        assert_int_equal(
            site_writer_add(
                w,
                &(struct site_entry_in){.path = entries[i].path,
                                        .kind = SITE_INTERNAL,
                                        .plain_length = entries[i].text.len,
                                        .blob = {entries[i].text}},
                &e),
            0);
    assert_int_equal(site_writer_publish(w, &e), 0);
    site_writer_free(w);
    struct site *s = site_open(p->path, NULL, &e);
    if (!s)
        fail_msg("%s: %s", e.path, e.message);
    return s;
}

static bool has_room_soon(struct site_holder *h)
{
    const struct timespec pause = {.tv_nsec = 1000000};

    for (int i = 0; i < 5000; i++) {
        if (site_holder_has_room(h))
            return true;
        nanosleep(&pause, NULL);
    }
    return false;
}

static void old_generations_are_bounded(void **state)
{
    const struct place *p = *state;
    struct site *held[SITE_GENERATIONS_MAX];
    struct site_holder h;

    assert_int_equal(site_holder_init(&h, open_one(p), NULL), 0);
    for (int i = 0; i < SITE_GENERATIONS_MAX - 1; i++) {
        assert_true(site_holder_has_room(&h));
        held[i] = site_get(&h);
        site_swap(&h, open_one(p));
        assert_ptr_not_equal(held[i], h.current);
    }
    assert_false(site_holder_has_room(&h));
    /* A second reference keeps it, the last one gives it up. */
    struct site *now = site_get(&h);
    site_put(now);
    assert_false(site_holder_has_room(&h));
    site_put(held[1]);
    assert_true(has_room_soon(&h));
    site_put(held[0]);
    site_put(held[2]);
    site_holder_release(&h);
    assert_int_equal(h.live, 0);
}

static void what_nobody_holds_goes_at_once(void **state)
{
    const struct place *p = *state;
    struct site_holder h;

    assert_int_equal(site_holder_init(&h, open_one(p), NULL), 0);
    for (int i = 0; i < 20; i++) {
        assert_true(has_room_soon(&h));
        site_swap(&h, open_one(p));
    }
    site_holder_release(&h);
}

static void a_write_makes_it_suspect(void **state)
{
    const struct place *p = *state;
    struct site *s = open_one(p);
    int fd = open(p->path, O_WRONLY);

    assert_true(fd >= 0);
    assert_false(site_is_suspect(s));
    assert_false(site_file_changed(s->file));
    /* Also the very byte that is there, and at once after the check. */
    assert_int_equal(pwrite(fd, "\x89", 1, 0), 1);
    assert_true(site_file_changed(s->file));
    assert_true(site_is_suspect(s));
    assert_string_equal(site_refusal(&s->locales[0]), s->locales[0].refusal);
    s->locales[0].refusal = NULL;
    assert_string_equal(site_refusal(&s->locales[0]),
                        "the file is being written to");
    close(fd);
    site_close(s);
}

static void a_new_name_is_no_write(void **state)
{
    const struct place *p = *state;
    char other[192];
    struct site *s = open_one(p);

    snprintf(other, sizeof(other), "%s.1", p->path);
    assert_int_equal(link(p->path, other), 0);
    assert_int_equal(unlink(p->path), 0);
    assert_false(site_is_suspect(s));
    site_close(s);
}

static void damage_makes_it_suspect(void **state)
{
    const struct place *p = *state;
    struct site *s = open_one(p);
    struct err e = {0};

    err_no_memory(&e);
    site_failed(s, &e);
    assert_false(site_is_suspect(s));
    err_set(&e, ERR_CONTENT, "damaged");
    site_failed(s, &e);
    assert_true(site_is_suspect(s));
    site_close(s);
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, make_place, drop_place)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(old_generations_are_bounded), CASE(what_nobody_holds_goes_at_once),
        CASE(a_write_makes_it_suspect),    CASE(a_new_name_is_no_write),
        CASE(damage_makes_it_suspect),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* What a reader has sent: read and checked. */
#include "lib/utf8.h"
#include "server/feedback.h"
#include "server/form.h"

static const char *const reasons[] = {"missing", "unclear", "wrong", "broken",
                                      "other"};

enum { REASONS = sizeof(reasons) / sizeof(*reasons) };

const char *feedback_reason(size_t n)
{
    return n < REASONS ? reasons[n] : NULL;
}

/* What may be how long. */
static const struct limit {
    const char *field;
    size_t offset; /* of a struct str in struct feedback */
    size_t most;
    const char *error;
} limits[] = {
    {"comment", offsetof(struct feedback, comment), FEEDBACK_TEXT_MAX,
     "feedback_error_comment_long"},
    {"question", offsetof(struct feedback, question), FEEDBACK_TEXT_MAX,
     "feedback_error_question_long"},
    {"reply_to", offsetof(struct feedback, reply_to), FEEDBACK_REPLY_TO_MAX,
     "feedback_error_reply_to_long"},
};

static struct str argument(const struct request *request, const char *name)
{
    const struct str *value = request_argument(request, name);

    return value ? *value : (struct str){0};
}

/* At most so many code points. */
static struct str cut(struct str s, size_t most)
{
    size_t at = 0;

    while (at < s.len && most-- > 0)
        utf8_next(s, &at, NULL);
    return str_sub(s, 0, at);
}

static struct str one_of(struct str s, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_eq(s, str_from(words[i])))
            return s;
    return (struct str){0};
}

void feedback_read_address(const struct request *request, struct feedback *out)
{
    static const char *const done[] = {"yes", "no", "question"};

    *out = (struct feedback){
        .article = argument(request, "article"),
        .done = one_of(argument(request, "done"), done, 3),
        .told = str_eq(argument(request, "told"), S("1")),
        .asked = cut(str_trim(argument(request, "asked")), FEEDBACK_ASKED_MAX),
    };
}

static void fail(struct feedback *f, const char *error, const char *field)
{
    if (f->error)
        return;
    f->error = error;
    f->field = field;
}

static void check_words(struct feedback *f)
{
    static const char *const votes[] = {"yes", "no"};

    if (f->kind == FEEDBACK_QUESTION) {
        if (!f->question.len)
            fail(f, "feedback_error_question_empty", "question");
        return;
    }
    if (!one_of(f->vote, votes, 2).len)
        fail(f, "feedback_error_vote", "vote");
    if (f->reason.len && !one_of(f->reason, reasons, REASONS).len)
        fail(f, "feedback_error_reason", "reason");
}

static void check_lengths(struct feedback *f)
{
    for (size_t i = 0; i < sizeof(limits) / sizeof(*limits); i++) {
        const struct limit *l = &limits[i];
        const struct str *text =
            (const struct str *)(const void *)((const char *)f + l->offset);
        if (utf8_count(*text) > l->most)
            fail(f, l->error, l->field);
    }
}

static bool has_field(const struct request *request, const char *name)
{
    for (size_t i = 0; i < request->field_count; i++)
        if (str_eq(request->fields[i].name, str_from(name)))
            return true;
    return false;
}

void feedback_read_form(const struct request *request, struct feedback *out)
{
    bool asks = has_field(request, "question") && !has_field(request, "vote");

    *out = (struct feedback){
        .kind = asks ? FEEDBACK_QUESTION : FEEDBACK_VOTE,
        .article = request_form_value(request, "article"),
        .vote = request_form_value(request, "vote"),
        .reason = request_form_value(request, "reason"),
        .comment = request_form_value(request, "comment"),
        .question = request_form_value(request, "question"),
        .reply_to = request_form_value(request, "reply_to"),
        .asked = cut(request_form_value(request, "asked"), FEEDBACK_ASKED_MAX),
    };
    check_words(out);
    check_lengths(out);
}

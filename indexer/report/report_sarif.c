#include "indexer/report/report.h"

/* A text in the form that SARIF wants nearly everywhere. */
static void put_text(struct buf *out, const char *key, struct str text)
{
    buf_fmt(out, "\"%s\":{\"text\":", key);
    buf_json(out, text);
    buf_char(out, '}');
}

static void put_rule(struct buf *out, enum check check, struct arena *a)
{
    const struct check_row *row = check_row(check);

    buf_fmt(out, "%s\n{\"id\":\"%s\",", check == CHECK_NONE + 1 ? "" : ",",
            row->name);
    put_text(out, "shortDescription", str_from(row->finds));
    buf_char(out, ',');
    put_text(out, "help",
             arena_fmt(a,
                       "Finds: %s. Why that matters and how to mend it stands "
                       "in Gabay's manual, page \"Checks\", under %s.",
                       row->finds, row->name));
    buf_fmt(out, ",\"defaultConfiguration\":{\"level\":\"%s\"}}",
            severity_name(row->severity));
}

/* An absolute path is an address by itself, others are below the root of the
 * repository. */
static void put_place(struct buf *out, struct str path)
{
    bool is_absolute = str_starts(path, S("/"));

    buf_fmt(out, "\"artifactLocation\":{\"uri\":\"%s",
            is_absolute ? "file://" : "");
    buf_url_path(out, path);
    buf_fmt(out, "\"%s}", is_absolute ? "" : ",\"uriBaseId\":\"%SRCROOT%\"");
}

static void put_result(struct buf *out, const struct report *r,
                       const struct problem *row, struct arena *a)
{
    buf_fmt(out, "{\"ruleId\":\"%s\",\"ruleIndex\":%u,\"level\":\"%s\",",
            check_row(row->check)->name,
            (unsigned)row->check - (CHECK_NONE + 1),
            severity_name(row->severity));
    put_text(out, "message", row->message);
    buf_text(out, ",\"locations\":[{\"physicalLocation\":{");
    put_place(out, report_path(a, r, row));
    buf_fmt(out, ",\"region\":{\"startLine\":%u,\"startColumn\":%u}}}]}",
            row->line ? row->line : 1, row->column ? row->column : 1);
}

void report_sarif(const struct report *r, struct buf *out)
{
    const struct problems *p = r->problems;
    struct arena a = {0};

    buf_text(out, "{\"$schema\":\"https://docs.oasis-open.org/sarif/sarif/"
                  "v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json\",\n"
                  "\"version\":\"2.1.0\",\n"
                  "\"runs\":[{\"tool\":{\"driver\":{"
                  "\"name\":\"gabay-indexer\",\"version\":\"" GABAY_VERSION
                  "\",\"rules\":[");
    for (enum check i = CHECK_NONE + 1; i < CHECK_COUNT; i++)
        put_rule(out, i, &a);
    buf_text(out, "]}},\n\"columnKind\":\"unicodeCodePoints\",\n"
                  "\"results\":[");
    for (size_t i = 0; i < p->count; i++) {
        buf_text(out, i ? ",\n" : "\n");
        put_result(out, r, &p->rows[i], &a);
    }
    buf_text(out, "]}]}\n");
    out->failed |= a.failed;
    arena_release(&a);
}

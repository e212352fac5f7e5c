#include "indexer/base/media_type.h"

static const struct media_type types[] = {
    {"css", "text/css; charset=utf-8", true, true},
    {"js", "text/javascript; charset=utf-8", true, true},
    {"svg", "image/svg+xml", true, true},
    {"png", "image/png", false, true},
    {"jpg", "image/jpeg", false, true},
    {"jpeg", "image/jpeg", false, true},
    {"gif", "image/gif", false, true},
    {"webp", "image/webp", false, true},
    {"avif", "image/avif", false, true},
    {"ico", "image/x-icon", true, true},
    {"pdf", "application/pdf", false, true},
    {"txt", "text/plain; charset=utf-8", true, true},
    {"csv", "text/csv; charset=utf-8", true, false},
    {"json", "application/json", true, true},
    {"speculationrules", "application/speculationrules+json", true, true},
    {"zip", "application/zip", false, false},
    {"mp4", "video/mp4", false, true},
    {"webm", "video/webm", false, true},
    {"mp3", "audio/mpeg", false, true},
    {"ogg", "audio/ogg", false, true},
    {"docx",
     "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
     false, false},
    {"xlsx",
     "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", false,
     false},
};

const struct media_type *media_type_of(struct str name)
{
    static const struct media_type unknown = {"", "application/octet-stream",
                                              false, false};
    struct str extension = str_skip(name, str_find_last(name, '.') + 1);

    for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++)
        if (str_eq_nocase(extension, str_from(types[i].extension)))
            return &types[i];
    return &unknown;
}

#include "indexer/media_type.h"

static const struct media_type types[] = {
    {"css", "text/css; charset=utf-8", true},
    {"js", "text/javascript; charset=utf-8", true},
    {"svg", "image/svg+xml", true},
    {"png", "image/png", false},
    {"jpg", "image/jpeg", false},
    {"jpeg", "image/jpeg", false},
    {"gif", "image/gif", false},
    {"webp", "image/webp", false},
    {"avif", "image/avif", false},
    {"ico", "image/x-icon", true},
    {"pdf", "application/pdf", false},
    {"txt", "text/plain; charset=utf-8", true},
    {"csv", "text/csv; charset=utf-8", true},
    {"json", "application/json", true},
    {"speculationrules", "application/speculationrules+json", true},
    {"zip", "application/zip", false},
    {"mp4", "video/mp4", false},
    {"webm", "video/webm", false},
    {"mp3", "audio/mpeg", false},
    {"ogg", "audio/ogg", false},
    {"docx",
     "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
     false},
    {"xlsx",
     "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
     false},
};

const struct media_type *media_type_of(struct str name)
{
    static const struct media_type unknown = {"", "application/octet-stream",
                                              false};
    struct str extension = str_skip(name, str_find_last(name, '.') + 1);

    for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++)
        if (str_eq_nocase(extension, str_from(types[i].extension)))
            return &types[i];
    return &unknown;
}

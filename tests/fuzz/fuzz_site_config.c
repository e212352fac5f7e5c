/* Any bytes as site.yaml, and as a base URL. */
#include <stdlib.h>
#include <unistd.h>

#include "indexer/settings/site_config.h"
#include "lib/file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char folder[] = "/tmp/gabay-fuzz-XXXXXX";

static void remove_folder(void)
{
    file_remove_tree(folder, NULL);
}

static void require(bool holds)
{
    if (!holds)
        abort();
}

static void write_file(struct str bytes)
{
    static bool made;
    char path[sizeof(folder) + 16];

    if (!made) {
        require(mkdtemp(folder) != NULL && atexit(remove_folder) == 0);
        made = true;
    }
    snprintf(path, sizeof(path), "%s/site.yaml", folder);
    FILE *f = fopen(path, "w");
    require(f && fwrite(bytes.ptr, 1, bytes.len, f) == bytes.len &&
            fclose(f) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct site site = {.root = folder, .jobs = 1};
    struct str text = str_of((const char *)data, size);
    struct err e = {0};

    write_file(text);
    problems_init(&site.problems);
    if (site_config_read(&site, &e))
        require(e.code == ERR_CONTENT && e.message[0]);
    else
        require(site.problems.errors == 0 && !site.problems.fatal.code);
    if (site_config_base_url(&site, text, &e))
        require(e.code == ERR_USAGE);
    else
        require(str_starts(site.config.base_url, S("http")));
    problems_release(&site.problems);
    arena_release(&site.arena);
    return 0;
}

#include "lib/xapian/barrier.h"

#include <cerrno>
#include <cstdio>
#include <exception>
#include <new>

#include <fcntl.h>
#include <unistd.h>

const char *xapian_version(void)
{
    return Xapian::version_string();
}

/* With a reason of the system it is the disk's fault, without one the bytes
 * are not what they should be. */
static int report_data(struct err *e, const Xapian::Error &x) noexcept
{
    const char *why = x.get_error_string();

    if (why)
        return err_set(e, ERR_SYSTEM, "search index: %s: %s",
                       x.get_msg().c_str(), why);
    return err_set(e, ERR_CONTENT,
                   "damaged search index: copy or compile it again (%s: %s)",
                   x.get_type(), x.get_msg().c_str());
}

static int report_use(struct err *e, const Xapian::Error &x) noexcept
{
    return err_set(e, ERR_SYSTEM, "search index: %s: %s", x.get_type(),
                   x.get_msg().c_str());
}

int barrier_report(struct err *e) noexcept
{
    try {
        throw;
    } catch (const Xapian::DatabaseLockError &x) {
        return report_use(e, x);
    } catch (const Xapian::DatabaseError &x) {
        return report_data(e, x);
    } catch (const Xapian::DocNotFoundError &x) {
        return report_data(e, x);
    } catch (const Xapian::SerialisationError &x) {
        return report_data(e, x);
    } catch (const Xapian::RangeError &x) {
        return report_data(e, x);
    } catch (const Xapian::Error &x) {
        return report_use(e, x);
    } catch (const std::bad_alloc &) {
        return err_no_memory(e);
    } catch (const std::exception &x) {
        return err_set(e, ERR_SYSTEM, "search index: %s", x.what());
    } catch (...) {
        return err_set(e, ERR_SYSTEM, "search index: unknown exception");
    }
}

int reopen_at(int fd, int flags, uint64_t offset, struct err *e)
{
    char name[64];

    snprintf(name, sizeof(name), "/proc/self/fd/%d", fd);
    int own = open(name, flags | O_CLOEXEC);
    if (own < 0)
        return err_errno(e, "cannot open the search index through %s", name);
    if (lseek(own, static_cast<off_t>(offset), SEEK_SET) < 0) {
        err_errno(e, "cannot seek to the search index");
        close(own);
        return -1;
    }
    return own;
}

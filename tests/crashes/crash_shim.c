/* Loaded before the C library (LD_PRELOAD): counts the calls that change files below one folder, and at the Nth
 * kills the program or refuses the call.
 *
 * A call counts when it opens a file for writing, writes, truncates, syncs, renames, links, removes or makes
 * something below the folder, or sends by a connection; a path is found through /proc/self/fd where only a handle is
 * given. Counter and log are shared with forked processes, and with the parent that armed the shim and forked the
 * program.
 * `shim_arm`, `shim_count` and `shim_tell` are called through ctypes.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

#define LOGGED 8192
#define SHOWN 208

enum { KILL = 0, ONCE = 1, FROM_THEN_ON = 2 };

struct entry {
    char op[12];
    char path[SHOWN];
};

static struct {
    _Atomic long count;
    long at;
    int how;
    int error;
    int syncs;
    pid_t leader;
    size_t length;
    char root[PATH_MAX];
    struct entry log[LOGGED];
} *shared;

__attribute__((constructor)) static void begin(void)
{
    if (shared != NULL)
        return;
    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED)
        _exit(99);
}

/* Count calls below `root` ("": none) from now on; the `at`th (from 1; 0: none) is the point. `syncs` 0: nothing is
 * really synced, for a killed program's files are in the kernel's hands. */
void shim_arm(const char *root, long at, int how, int error, int syncs)
{
    begin();
    shared->at = at;
    shared->how = how;
    shared->error = error;
    shared->syncs = syncs;
    shared->leader = getpid();
    snprintf(shared->root, sizeof shared->root, "%s", root);
    shared->length = strlen(shared->root);
    atomic_store(&shared->count, 0);
}

long shim_count(void)
{
    return atomic_load(&shared->count);
}

/* Write "op path" of the `number`th call (from 1) to `text`, "" where it was not logged. */
void shim_tell(long number, char *text, size_t size)
{
    text[0] = 0;
    if (number >= 1 && number <= shim_count() && number <= LOGGED)
        snprintf(text, size, "%s %s", shared->log[number - 1].op, shared->log[number - 1].path);
}

static int is_below(const char *path)
{
    return strncmp(path, shared->root, shared->length) == 0 &&
           (path[shared->length] == '/' || path[shared->length] == 0);
}

static int find_handle(int handle, char *path)
{
    char link[40];
    snprintf(link, sizeof link, "/proc/self/fd/%d", handle);
    ssize_t length = syscall(SYS_readlinkat, AT_FDCWD, link, path, (size_t)PATH_MAX - 1);
    path[length < 0 ? 0 : length] = 0;
    return length > 0;
}

static int find_path(int folder, const char *name, char *path)
{
    if (name == NULL)
        return 0;
    if (name[0] == '/') {
        snprintf(path, PATH_MAX, "%s", name);
        return 1;
    }
    char where[PATH_MAX];
    if (folder == AT_FDCWD) {
        if (syscall(SYS_getcwd, where, sizeof where) < 0)
            return 0;
    } else if (!find_handle(folder, where)) {
        return 0;
    }
    size_t length = strlen(where);
    if (length + strlen(name) + 2 > PATH_MAX)
        return 0;
    memcpy(path, where, length);
    path[length] = '/';
    strcpy(path + length + 1, name);
    return 1;
}

static void kill_all(void)
{
    syscall(SYS_kill, -shared->leader, SIGKILL);
    syscall(SYS_kill, getpid(), SIGKILL);
    for (;;)
        pause();
}

/* What an error can be the answer of: a full disk stops what needs room, a lack of handles what opens. */
static int can_fail(const char *op, int error)
{
    if (error == EMFILE)
        return strcmp(op, "open") == 0;
    if (error == ENOSPC)
        return strcmp(op, "unlink") != 0 && strcmp(op, "rmdir") != 0 && strcmp(op, "rename") != 0;
    if (error == EROFS)
        return strcmp(op, "write") != 0 && strcmp(op, "fsync") != 0 && strcmp(op, "ftruncate") != 0;
    return 1;
}

/* Note a call; nonzero where it is to be refused, 2 where it is the very point. A kill does not return, but for a
 * write, of which one half is done first. */
static int note(const char *op, const char *path)
{
    if (shared == NULL || shared == MAP_FAILED || shared->root[0] == 0 || !is_below(path))
        return 0;
    long number = atomic_fetch_add(&shared->count, 1) + 1;
    if (number <= LOGGED) {
        snprintf(shared->log[number - 1].op, sizeof shared->log[0].op, "%s", op);
        snprintf(shared->log[number - 1].path, SHOWN, "%.*s", SHOWN - 1, path + shared->length);
    }
    if (shared->at == 0 || number < shared->at)
        return 0;
    if (shared->how == KILL) {
        if (strcmp(op, "write") != 0 && strcmp(op, "send") != 0)
            kill_all();
        return 2;
    }
    if (number > shared->at && shared->how == ONCE)
        return 0;
    if (!can_fail(op, shared->error))
        return 0;
    errno = shared->error;
    return number == shared->at ? 2 : 1;
}

static int note_name(const char *op, int folder, const char *name)
{
    char path[PATH_MAX];
    int kept = errno;
    int found = find_path(folder, name, path);
    errno = kept;
    return found ? note(op, path) : 0;
}

static int note_handle(const char *op, int handle)
{
    char path[PATH_MAX];
    int kept = errno;
    int found = find_handle(handle, path);
    errno = kept;
    return found ? note(op, path) : 0;
}

/* Do half of a write that is to fail or to be the last; what a full disk takes before it says so. */
static int cut_short(int verdict, size_t size)
{
    return verdict == 2 && size > 1 && (shared->how == KILL || shared->error == ENOSPC);
}

static int open_at(int folder, const char *name, int flags, mode_t mode)
{
    if (flags & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC) && note_name("open", folder, name))
        return -1;
    return syscall(SYS_openat, folder, name, flags, mode);
}

#define TAKE_MODE(flags)                                                                                               \
    mode_t mode = 0;                                                                                                   \
    if ((flags) & (O_CREAT | O_TMPFILE)) {                                                                             \
        va_list rest;                                                                                                  \
        va_start(rest, flags);                                                                                         \
        mode = va_arg(rest, mode_t);                                                                                   \
        va_end(rest);                                                                                                  \
    }

int open(const char *name, int flags, ...)
{
    TAKE_MODE(flags)
    return open_at(AT_FDCWD, name, flags, mode);
}

int open64(const char *name, int flags, ...)
{
    TAKE_MODE(flags)
    return open_at(AT_FDCWD, name, flags, mode);
}

int openat(int folder, const char *name, int flags, ...)
{
    TAKE_MODE(flags)
    return open_at(folder, name, flags, mode);
}

int openat64(int folder, const char *name, int flags, ...)
{
    TAKE_MODE(flags)
    return open_at(folder, name, flags, mode);
}

int __open_2(const char *name, int flags)
{
    return open_at(AT_FDCWD, name, flags, 0);
}

int __open64_2(const char *name, int flags)
{
    return open_at(AT_FDCWD, name, flags, 0);
}

int creat(const char *name, mode_t mode)
{
    return open_at(AT_FDCWD, name, O_CREAT | O_WRONLY | O_TRUNC, mode);
}

int creat64(const char *name, mode_t mode)
{
    return creat(name, mode);
}

ssize_t write(int handle, const void *data, size_t size)
{
    int verdict = note_handle("write", handle);
    if (!verdict)
        return syscall(SYS_write, handle, data, size);
    ssize_t done = -1;
    if (cut_short(verdict, size))
        done = syscall(SYS_write, handle, data, size / 2);
    if (shared->how == KILL)
        kill_all();
    return done;
}

ssize_t pwrite64(int handle, const void *data, size_t size, off_t at)
{
    int verdict = note_handle("write", handle);
    if (!verdict)
        return syscall(SYS_pwrite64, handle, data, size, at);
    ssize_t done = -1;
    if (cut_short(verdict, size))
        done = syscall(SYS_pwrite64, handle, data, size / 2, at);
    if (shared->how == KILL)
        kill_all();
    return done;
}

ssize_t pwrite(int handle, const void *data, size_t size, off_t at)
{
    return pwrite64(handle, data, size, at);
}

ssize_t writev(int handle, const struct iovec *parts, int count)
{
    int verdict = note_handle("write", handle);
    if (!verdict)
        return syscall(SYS_writev, handle, parts, count);
    if (shared->how == KILL)
        kill_all();
    return -1;
}

/* What leaves by a connection counts too (smtplib's bytes), whatever the folder; what workers tell each other does
 * not, for that goes by pipes and by sockets without an address. */
ssize_t send(int handle, const void *data, size_t size, int flags)
{
    struct sockaddr_storage name;
    socklen_t length = sizeof name;
    int verdict = 0;
    if (shared != NULL && shared != MAP_FAILED && shared->root[0] &&
        syscall(SYS_getsockname, handle, &name, &length) == 0 &&
        (name.ss_family == AF_INET || name.ss_family == AF_INET6)) {
        char path[PATH_MAX + 16];
        snprintf(path, sizeof path, "%s/socket", shared->root);
        verdict = note("send", path);
    }
    if (!verdict)
        return syscall(SYS_sendto, handle, data, size, flags, NULL, 0);
    if (cut_short(verdict, size))
        syscall(SYS_sendto, handle, data, size / 2, flags, NULL, 0);
    if (shared->how == KILL)
        kill_all();
    return -1;
}

ssize_t copy_file_range(int from, off64_t *from_at, int to, off64_t *to_at, size_t size, unsigned int flags)
{
    int verdict = note_handle("write", to);
    if (!verdict)
        return syscall(SYS_copy_file_range, from, from_at, to, to_at, size, flags);
    if (shared->how == KILL)
        kill_all();
    return -1;
}

ssize_t sendfile64(int to, int from, off64_t *at, size_t size)
{
    int verdict = note_handle("write", to);
    if (!verdict)
        return syscall(SYS_sendfile, to, from, at, size);
    if (shared->how == KILL)
        kill_all();
    return -1;
}

ssize_t sendfile(int to, int from, off_t *at, size_t size)
{
    return sendfile64(to, from, at, size);
}

int ftruncate64(int handle, off_t size)
{
    return note_handle("ftruncate", handle) ? -1 : (int)syscall(SYS_ftruncate, handle, size);
}

int ftruncate(int handle, off_t size)
{
    return ftruncate64(handle, size);
}

int truncate(const char *name, off_t size)
{
    return note_name("ftruncate", AT_FDCWD, name) ? -1 : (int)syscall(SYS_truncate, name, size);
}

int fallocate64(int handle, int mode, off_t at, off_t size)
{
    return note_handle("write", handle) ? -1 : (int)syscall(SYS_fallocate, handle, mode, at, size);
}

int fallocate(int handle, int mode, off_t at, off_t size)
{
    return fallocate64(handle, mode, at, size);
}

int fsync(int handle)
{
    if (note_handle("fsync", handle))
        return -1;
    return shared->root[0] && !shared->syncs ? 0 : (int)syscall(SYS_fsync, handle);
}

int fdatasync(int handle)
{
    if (note_handle("fsync", handle))
        return -1;
    return shared->root[0] && !shared->syncs ? 0 : (int)syscall(SYS_fdatasync, handle);
}

int syncfs(int handle)
{
    if (note_handle("fsync", handle))
        return -1;
    return shared->root[0] && !shared->syncs ? 0 : (int)syscall(SYS_syncfs, handle);
}

int renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned int flags)
{
    if (note_name("rename", to_folder, to))
        return -1;
    return syscall(SYS_renameat2, from_folder, from, to_folder, to, flags);
}

int renameat(int from_folder, const char *from, int to_folder, const char *to)
{
    return renameat2(from_folder, from, to_folder, to, 0);
}

int rename(const char *from, const char *to)
{
    return renameat2(AT_FDCWD, from, AT_FDCWD, to, 0);
}

int linkat(int from_folder, const char *from, int to_folder, const char *to, int flags)
{
    return note_name("link", to_folder, to) ? -1 : (int)syscall(SYS_linkat, from_folder, from, to_folder, to, flags);
}

int link(const char *from, const char *to)
{
    return linkat(AT_FDCWD, from, AT_FDCWD, to, 0);
}

int symlinkat(const char *target, int folder, const char *name)
{
    return note_name("link", folder, name) ? -1 : (int)syscall(SYS_symlinkat, target, folder, name);
}

int symlink(const char *target, const char *name)
{
    return symlinkat(target, AT_FDCWD, name);
}

int unlinkat(int folder, const char *name, int flags)
{
    return note_name(flags & AT_REMOVEDIR ? "rmdir" : "unlink", folder, name)
               ? -1
               : (int)syscall(SYS_unlinkat, folder, name, flags);
}

int unlink(const char *name)
{
    return unlinkat(AT_FDCWD, name, 0);
}

int rmdir(const char *name)
{
    return unlinkat(AT_FDCWD, name, AT_REMOVEDIR);
}

int mkdirat(int folder, const char *name, mode_t mode)
{
    return note_name("mkdir", folder, name) ? -1 : (int)syscall(SYS_mkdirat, folder, name, mode);
}

int mkdir(const char *name, mode_t mode)
{
    return mkdirat(AT_FDCWD, name, mode);
}

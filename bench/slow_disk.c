/* A disk that takes its time, and that forgets what it was not told to keep: loaded before the C library.
 *
 * SLOW_DISK_US: so many millionths of a second are added to each sync of a file.
 * LOST_UNSYNCED: after each sync of a database file or its write-ahead log, the file is copied beside itself as
 *     NAME.durable: what a power cut at that moment would leave of it. What is written and not synced is in no copy.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static void wait_for_it(void) {
  const char *told = getenv("SLOW_DISK_US");
  if (told) usleep((useconds_t)atoi(told));
}

static int ends_with(const char *name, const char *end) {
  size_t n = strlen(name), e = strlen(end);
  return n >= e && strcmp(name + n - e, end) == 0;
}

static void copy_beside(int fd) {
  char link[64], name[PATH_MAX], part[PATH_MAX + 64], whole[PATH_MAX + 16], piece[1 << 16];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t n = readlink(link, name, sizeof name - 1);
  if (n < 0) return;
  name[n] = 0;
  if (!ends_with(name, ".sqlite3") && !ends_with(name, ".sqlite3-wal")) return;
  snprintf(part, sizeof part, "%s.part-%ld", name, (long)syscall(SYS_gettid));
  snprintf(whole, sizeof whole, "%s.durable", name);
  int out = open(part, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (out < 0) return;
  off_t at = 0;
  while ((n = pread(fd, piece, sizeof piece, at)) > 0) {
    if (write(out, piece, (size_t)n) != n) break;
    at += n;
  }
  close(out);
  rename(part, whole);
}

static int synced(int fd, const char *call) {
  int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, call);
  wait_for_it();
  int answer = real(fd);
  if (answer == 0 && getenv("LOST_UNSYNCED")) copy_beside(fd);
  return answer;
}

int fsync(int fd) { return synced(fd, "fsync"); }
int fdatasync(int fd) { return synced(fd, "fdatasync"); }

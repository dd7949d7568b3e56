#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include "floor.h"

int write_environment(const char *folder, const char *text) {
  int made = mkdir(folder, 0755) == 0;
  if (!made && errno != EEXIST)
    give_up(folder);
  int place = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  int lock = openat(place, ".environment.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (place < 0 || lock < 0 || flock(lock, LOCK_EX) != 0)
    give_up(folder);
  if (made) { // the new folder's name stands in the one above
    int above = openat(place, "..", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (above < 0 || fsync(above) != 0)
      give_up(folder);
    close(above);
  }

  size_t size = strlen(text), known = 0;
  char *before = read_file(place, "environment", &known);
  int differs = before == NULL || known != size || memcmp(before, text, size) != 0;
  free(before);
  if (differs) {
    int file = openat(place, ".environment.floor", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (file < 0 || write(file, text, size) != (ssize_t)size || fsync(file) != 0 || close(file) != 0)
      give_up(folder);
    if (renameat(place, ".environment.floor", place, "environment") != 0 || fsync(place) != 0)
      give_up(folder);
  }
  close(lock);
  close(place);
  return differs;
}

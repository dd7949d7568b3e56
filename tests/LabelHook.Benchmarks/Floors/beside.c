// Runs commands and prints a line a run: the command's number, milliseconds of wall time, kilobytes of peak memory.
//   beside ROUNDS COMMAND…             in turn, round after round, so that other load falls on all of them alike
//   beside --once COMMAND…             in turn, each once and without a warm-up: commands that find something else the second time
//   beside --at-once COUNT COMMAND     COUNT of it at once; a last line has the number -1 and the time until the last one ended
// A command is split at blanks; {} in it is another word each time. Words NAME=VALUE before the program set variables, which stay set.
// It is in C because the kernel counts the memory of the one that starts a process to the process: that one has to be small.
#define _GNU_SOURCE
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { WARM_UPS = 3, MOST_WORDS = 64, MOST_AT_ONCE = 1024 };

extern char **environ;
static int runs;

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1e3 + time.tv_nsec / 1e6;
}

static pid_t start(const char *command) {
  char text[8192], *end = text, *words[MOST_WORDS + 1];
  for (const char *rest = command; *rest != 0;) {
    if (strncmp(rest, "{}", 2) == 0) {
      end += sprintf(end, "p%d-%d", getpid(), runs);
      rest += 2;
    } else {
      *end++ = *rest++;
    }
  }
  *end = 0;
  runs++;
  int count = 0;
  for (char *word = strtok(text, " "); word != NULL && count < MOST_WORDS; word = strtok(NULL, " "))
    words[count++] = word;
  words[count] = NULL;
  char **program = words;
  for (char *equals; *program != NULL && (equals = strchr(*program, '=')) != NULL; program++) {
    *equals = 0;
    setenv(*program, equals + 1, 1);
  }

  static posix_spawn_file_actions_t *actions;
  if (actions == NULL) {
    actions = malloc(sizeof *actions);
    posix_spawn_file_actions_init(actions);
    posix_spawn_file_actions_addopen(actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  }
  pid_t child;
  if (posix_spawnp(&child, *program, actions, NULL, program, environ) != 0) {
    perror(*program);
    exit(1);
  }
  return child;
}

static pid_t wait_for(pid_t child, struct rusage *usage) {
  int status;
  pid_t ended = wait4(child, &status, 0, usage);
  if (ended < 0 || status != 0)
    exit(1); // what went wrong the command said itself
  return ended;
}

static void in_turn(int warm_ups, int rounds, int commands, char **command) {
  for (int round = -warm_ups; round < rounds; round++) {
    for (int i = 0; i < commands; i++) {
      struct rusage usage;
      double before = now();
      wait_for(start(command[i]), &usage);
      double time = now() - before;
      if (round >= 0)
        printf("%d %.3f %ld\n", i, time, usage.ru_maxrss);
    }
  }
}

static void at_once(int count, const char *command) {
  pid_t children[MOST_AT_ONCE];
  double started[MOST_AT_ONCE], first = now();
  for (int i = 0; i < count; i++) {
    started[i] = now();
    children[i] = start(command);
  }
  for (int ended = 0; ended < count; ended++) {
    struct rusage usage;
    pid_t child = wait_for(-1, &usage);
    for (int i = 0; i < count; i++) {
      if (children[i] == child)
        printf("%d %.3f %ld\n", i, now() - started[i], usage.ru_maxrss);
    }
  }
  printf("-1 %.3f 0\n", now() - first);
}

int main(int count, char **words) {
  if (count == 4 && strcmp(words[1], "--at-once") == 0 && atoi(words[2]) <= MOST_AT_ONCE)
    at_once(atoi(words[2]), words[3]);
  else if (count >= 3 && strcmp(words[1], "--once") == 0)
    in_turn(0, 1, count - 2, words + 2);
  else if (count >= 3)
    in_turn(WARM_UPS, atoi(words[1]), count - 2, words + 2);
  else
    return 2;
  return 0;
}

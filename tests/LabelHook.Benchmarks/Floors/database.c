#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <unistd.h>
#include "floor.h"
#include "sqlite.h"

enum { FIRST = 20001, LAST = 45000, WAIT = 30000 };

struct database {
  sqlite3 *connection;
  char lock[4096];
};

static _Noreturn void refuse(struct database *ports) {
  fprintf(stderr, "%s\n", sqlite3_errmsg(ports->connection));
  exit(1);
}

// The values are texts, as in the format: s a text, i a whole number.
static sqlite3_stmt *prepare(struct database *ports, const char *sql, const char *format, const char *const *values) {
  sqlite3_stmt *statement;
  if (sqlite3_prepare_v2(ports->connection, sql, -1, &statement, NULL) != SQLITE_OK)
    refuse(ports);
  for (int i = 0; format[i] != 0; i++) {
    if (format[i] == 'i')
      sqlite3_bind_int(statement, i + 1, atoi(values[i]));
    else
      sqlite3_bind_text(statement, i + 1, values[i], -1, NULL);
  }
  return statement;
}

static void run(struct database *ports, const char *sql, const char *format, const char *const *values) {
  sqlite3_stmt *statement = prepare(ports, sql, format, values);
  int code;
  while ((code = sqlite3_step(statement)) == SQLITE_ROW)
    ;
  if (code != SQLITE_DONE)
    refuse(ports);
  sqlite3_finalize(statement);
}

struct database *open_database(const char *path) {
  struct database *ports = calloc(1, sizeof *ports);
  snprintf(ports->lock, sizeof ports->lock, "%s.lock", path);
  if (sqlite3_open_v2(path, &ports->connection, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
    refuse(ports);
  sqlite3_busy_timeout(ports->connection, WAIT);
  run(ports, "SELECT max(version) FROM labelhook_schema", "", NULL);
  run(ports, "PRAGMA synchronous = EXTRA", "", NULL);
  run(ports, "PRAGMA journal_mode = DELETE", "", NULL);
  return ports;
}

int has_record(struct database *ports, const char *module, const char *name, const struct image *image, const char *file) {
  sqlite3_stmt *statement = prepare(
      ports, "SELECT image, image_id, tcp_demand, udp_demand, authorizations, environment_file FROM labelhook_modules WHERE module = ?", "s", &module);
  int same = sqlite3_step(statement) == SQLITE_ROW
      && strcmp((const char *)sqlite3_column_text(statement, 0), name) == 0
      && strcmp((const char *)sqlite3_column_text(statement, 1), image->id) == 0
      && sqlite3_column_int(statement, 2) == image->tcp
      && sqlite3_column_int(statement, 3) == image->udp
      && strcmp((const char *)sqlite3_column_text(statement, 4), image->authorizations) == 0
      && strcmp((const char *)sqlite3_column_text(statement, 5), file) == 0;
  sqlite3_finalize(statement);
  return same;
}

struct block block_of(struct database *ports, const char *module) {
  sqlite3_stmt *statement = prepare(ports, "SELECT start, end FROM TCP_PORTS WHERE module = ? ORDER BY rowid", "s", &module);
  struct block block = {0, 0};
  if (sqlite3_step(statement) == SQLITE_ROW)
    block = (struct block){sqlite3_column_int(statement, 0), sqlite3_column_int(statement, 1)};
  sqlite3_finalize(statement);
  return block;
}

static struct block first_fit(struct database *ports, int count) {
  sqlite3_stmt *statement = prepare(
      ports, "SELECT max(start, ?1) FROM labelhook_gaps WHERE protocol = 'tcp' AND min(end, ?2) - max(start, ?1) >= ?3 - 1 ORDER BY start LIMIT 1", "", NULL);
  sqlite3_bind_int(statement, 1, FIRST);
  sqlite3_bind_int(statement, 2, LAST);
  sqlite3_bind_int(statement, 3, count);
  if (sqlite3_step(statement) != SQLITE_ROW)
    give_up("no block is free");
  int start = sqlite3_column_int(statement, 0);
  sqlite3_finalize(statement);
  return (struct block){start, start + count - 1};
}

struct block allocate(struct database *ports, const char *module, const char *name, const struct image *image, const char *file) {
  int gate = open(ports->lock, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (gate < 0 || flock(gate, LOCK_EX) != 0)
    give_up(ports->lock);
  run(ports, "BEGIN IMMEDIATE", "", NULL);
  has_record(ports, module, name, image, file);
  struct block block = first_fit(ports, image->tcp);

  unsigned char bytes[16];
  char start[16], end[16], tcp[16], udp[16], token[33];
  if (getrandom(bytes, sizeof bytes, 0) != sizeof bytes)
    give_up("getrandom");
  for (int i = 0; i < 16; i++)
    snprintf(token + 2 * i, 3, "%02x", bytes[i]);
  snprintf(start, sizeof start, "%d", block.start);
  snprintf(end, sizeof end, "%d", block.end);
  snprintf(tcp, sizeof tcp, "%d", image->tcp);
  snprintf(udp, sizeof udp, "%d", image->udp);
  const char *row[] = {start, end, module}, *record[] = {module, name, image->id, tcp, udp, image->authorizations, file}, *change[] = {token};
  run(ports, "INSERT INTO TCP_PORTS (start, end, module) VALUES (?, ?, ?)", "iis", row);
  run(ports,
      "INSERT INTO labelhook_modules (module, image, image_id, tcp_demand, udp_demand, authorizations, environment_file) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (module) DO UPDATE SET"
      " image = ?2, image_id = ?3, tcp_demand = ?4, udp_demand = ?5, authorizations = ?6, environment_file = ?7",
      "sssiiss", record);
  run(ports, "UPDATE labelhook_schema SET last_change = ?", "s", change);
  run(ports, "COMMIT", "", NULL);
  close(gate);
  return block;
}

void close_database(struct database *ports) {
  sqlite3_close(ports->connection);
  free(ports);
}

/* Runs SQL on a registry of either engine, for tests that make its database refuse something.
 *
 *     registry_sql PLACE SQL */
#include <libpq-fe.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static int postgres_run(const char *place, const char *text)
{
    PGconn *connection = PQconnectdb(place);
    PGresult *result = PQexec(connection, text);
    ExecStatusType status = PQresultStatus(result);
    bool done = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
    if (!done)
        fprintf(stderr, "%s", PQerrorMessage(connection));
    PQclear(result);
    PQfinish(connection);
    return done ? 0 : 1;
}

static int sqlite_run(const char *place, const char *text)
{
    sqlite3 *database = NULL;
    bool done = sqlite3_open(place, &database) == SQLITE_OK &&
                sqlite3_exec(database, text, NULL, NULL, NULL) == SQLITE_OK;
    if (!done)
        fprintf(stderr, "%s\n", sqlite3_errmsg(database));
    sqlite3_close(database);
    return done ? 0 : 1;
}

int main(int count, char **arguments)
{
    if (count != 3)
        return 2;
    return strstr(arguments[1], "://") ? postgres_run(arguments[1], arguments[2])
                                       : sqlite_run(arguments[1], arguments[2]);
}

/* The line: work that is done in the order of arrival by threads of its own, so that those who only
 * read never wait behind it. With one thread it is done one piece after another. */
#ifndef LINE_H
#define LINE_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

enum { LINE_THREADS_MOST = 16 };

struct line_item {
    struct line_item *next;
    /* Does this piece; NULL: the line's own work() does. */
    void (*work)(struct line_item *item, bool stopping);
};

struct line {
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    pthread_t threads[LINE_THREADS_MOST];
    size_t thread_count;
    bool stopping;
    struct line_item *first;
    struct line_item **end;
    size_t count;
    size_t limit;
    void (*work)(struct line_item *item, bool stopping);
};

/* Starts so many threads, at most LINE_THREADS_MOST, which call work for each item; limit is the
 * most that may wait. False where no thread can be started. Stop it with line_stop(). */
bool line_start(struct line *line, size_t threads, size_t limit,
                void (*work)(struct line_item *item, bool stopping));
/* Puts an item at the end, which stays its owner's; false where too many wait or the line stops. */
bool line_add(struct line *line, struct line_item *item);
/* Ends what is under way; for what still waits work is called with stopping set, which is to turn
 * it away. The line may not be used after. */
void line_stop(struct line *line);

#endif

/* What a match holds of the roles of its pattern: from the events of a run to captures. */
#include "matcher_run.h"

void capture_push(struct run *run, struct capture capture)
{
    if (run->capture_count < RUN_CAPTURES && capture.end > capture.first)
        run->captures[run->capture_count++] = capture;
}

/* The capture of a role that opened at event i. What stands inside alone tells its type. */
static void capture_role(struct run *run, size_t i)
{
    const struct event *open = &run->events[i];
    struct capture capture = {
        .role = open->role, .type = NODE_OPEN, .first = open->first, .mention = NO_MENTION};
    size_t inside = 0, depth = 1;
    uint32_t phrase_first = 0, phrase_end = 0;
    for (size_t j = i + 1; j < run->event_count; j++) {
        const struct event *event = &run->events[j];
        if (event->type == NODE_OPEN)
            depth++;
        else if (event->type == NODE_CLOSE && --depth == 0) {
            capture.end = event->first;
            break;
        } else if (event->type != NODE_CLOSE && inside++ == 0) {
            capture.type = event->type;
            capture.flags = event->flags;
            capture.cases = event->cases;
            capture.mention = event->mention;
            phrase_first = event->first;
            phrase_end = event->end;
        }
    }
    if (capture.end < capture.first) {
        uint32_t first = capture.end;
        capture.end = capture.first;
        capture.first = first;
    }
    /* The genitive behind a head says nothing of the head's case. */
    if (capture.type == NODE_PHRASE && phrase_first != capture.first)
        capture.type = NODE_OPEN, capture.flags = 0, capture.cases = 0;
    if (inside == 1 && capture.type == NODE_QUOTE) {
        capture.first++;
        capture.end--;
    }
    if (inside == 1 && capture.type == NODE_REPLY)
        capture.first++;
    if (capture.type == NODE_ITEMS) { /* they stand behind the sentence */
        capture.first = phrase_first;
        capture.end = phrase_end;
    }
    capture_push(run, capture);
}

void run_capture(struct run *run)
{
    size_t before = run->capture_count;
    for (size_t i = 0; i < run->event_count; i++) {
        const struct event *event = &run->events[i];
        if (event->type == NODE_OPEN)
            capture_role(run, i);
        else if (event->type == NODE_LIST)
            capture_push(run, (struct capture){.role = event->role,
                                               .type = NODE_MENTION,
                                               .first = event->first,
                                               .end = event->end,
                                               .mention = event->mention});
    }
    /* Those that were met leftwards come in the order of the text. */
    for (size_t i = before + 1; i < run->capture_count; i++)
        for (size_t j = i; j > before && run->captures[j - 1].first > run->captures[j].first; j--) {
            struct capture other = run->captures[j];
            run->captures[j] = run->captures[j - 1];
            run->captures[j - 1] = other;
        }
}

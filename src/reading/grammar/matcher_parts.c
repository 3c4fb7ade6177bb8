/* One pattern at one anchor: the part that matches, and what is sought beside it. */
#include "matcher_run.h"
#include "reader.h"

/* The clause around tokens first..end: up to the nearest marks. */
static void run_set_region(struct run *run, const struct match *match, enum part_scope scope)
{
    const struct token *tokens = run->matcher->reading->tokens.items;
    run->low = run->sentence_start;
    run->high = run->sentence_end;
    if (scope == SCOPE_PREVIOUS) {
        const struct sentence *sentence = &run->matcher->reading->tokens.sentences[run->sentence];
        run->low = run->sentence ? sentence[-1].first : run->high;
        run->high = run->sentence ? run->sentence_start : run->high;
        return;
    }
    if (scope == SCOPE_BEFORE)
        run->high = match->first;
    if (scope == SCOPE_AFTER)
        run->low = match->end;
    if (scope != SCOPE_CLAUSE)
        return;
    uint32_t low = match->first, high = match->end;
    while (low > run->low && !token_ends_clause(&tokens[low - 1]))
        low--;
    while (high < run->high && !token_ends_clause(&tokens[high]))
        high++;
    run->low = low;
    run->high = high;
}

/* Tries a part with its anchor at the match's. */
static bool run_here(struct run *run, const struct part *part, const struct match *match)
{
    bool found = run_part(run, part, match->anchor);
    if (found && part->use != PART_UNLESS)
        run_capture(run);
    return found;
}

/* Seeks a part beside a match; every: all of its places, else the nearest. */
static bool run_seek(struct run *run, const struct part *part, const struct match *match)
{
    /* What is present was looked for in this sentence alone. */
    if (part->scope != SCOPE_PREVIOUS && !presence_allows(&run->matcher->presence, part))
        return false;
    run_set_region(run, match, part->scope);
    if (part->scope == SCOPE_HERE)
        return run_here(run, part, match);
    if (part->scope >= SCOPE_SUBJECT)
        return run_argument(run, part, match);
    bool every = part->use == PART_EVERY, found = false;
    uint32_t low = run->low, high = run->high;
    uint32_t middle = match->first > low ? match->first : low;
    if (every || part->scope == SCOPE_PREVIOUS)
        middle = low;
    for (uint32_t token = middle; token < high && (every || !found);) {
        bool here = run_part(run, part, token);
        if (here && part->use != PART_UNLESS)
            run_capture(run);
        found |= here;
        token = here && run->right_end > token ? run->right_end : token + 1;
    }
    for (uint32_t token = middle; token-- > low && !every && !found;) {
        found = run_part(run, part, token);
        if (found && part->use != PART_UNLESS)
            run_capture(run);
    }
    return found;
}

/* Remembers that a match is none for what a guard found. */
static void run_forbid(struct run *run, const struct match *match, const struct part *guard)
{
    *ARRAY_PUSH(run->matcher->arena, &run->matcher->forbidden) = (struct forbidden){
        .pattern = match->pattern,
        .guard = guard,
        .sentence = match->sentence,
        .first = match->first,
        .end = match->end,
        .guard_first = run->left_end < run->anchor ? run->left_end : run->anchor,
        .guard_end = run->right_end,
    };
}

/* The predicate that the anchor is the object of, before its own arguments are sought. */
static bool run_governors(struct run *run, struct match *match)
{
    for (size_t i = 0; i < match->pattern->parts.count; i++) {
        const struct part *part = &match->pattern->parts.items[i];
        if (part->use == PART_NEED && part->scope == SCOPE_GOVERNOR &&
            !(presence_allows(&run->matcher->presence, part) && run_governor(run, part, match)))
            return false;
    }
    return true;
}

static bool run_parts(struct run *run, const struct match *match, enum part_use use)
{
    for (size_t i = 0; i < match->pattern->parts.count; i++) {
        const struct part *part = &match->pattern->parts.items[i];
        if (part->use != use || part->scope == SCOPE_GOVERNOR)
            continue;
        if (use == PART_NEAR || use == PART_MAIN || use == PART_SPOKEN || use == PART_TOPIC) {
            run_near(run, part, match);
            continue;
        }
        if (use == PART_NEWS) {
            run_news(run, part);
            continue;
        }
        bool found = run_seek(run, part, match);
        if (use == PART_UNLESS && found)
            run_forbid(run, match, part);
        if ((use == PART_UNLESS && found) || (use == PART_NEED && !found))
            return false;
    }
    return true;
}

bool run_pattern(struct run *run, struct candidate candidate, uint32_t token, struct match *match)
{
    struct matcher *matcher = run->matcher;
    run->low = run->sentence_start;
    run->high = run->sentence_end;
    run->capture_count = 0;
    if (run->steps > run->step_limit || !run_from(run, candidate.start, token))
        return false;
    const struct pattern *pattern = &matcher->grammar->patterns.items[candidate.pattern];
    run->predicate_known = false;
    *match = (struct match){.pattern = pattern,
                            .part = &pattern->parts.items[candidate.part],
                            .sentence = run->sentence,
                            .anchor = token,
                            .first = run->left_end < token ? run->left_end : token,
                            .end = run->right_end};
    run_capture(run);
    if (!run_governors(run, match) || !run_parts(run, match, PART_UNLESS) ||
        !run_parts(run, match, PART_NEED))
        return false;
    run_parts(run, match, PART_ALSO);
    run_parts(run, match, PART_EVERY);
    run_parts(run, match, PART_NEAR);
    run_parts(run, match, PART_SPOKEN);
    run_parts(run, match, PART_MAIN);
    run_parts(run, match, PART_TOPIC);
    run_parts(run, match, PART_NEWS);
    match->capture_count = run->capture_count;
    match->captures = ARENA_NEW(matcher->arena, struct capture, run->capture_count);
    if (run->capture_count)
        memcpy(match->captures, run->captures, run->capture_count * sizeof *run->captures);
    return true;
}

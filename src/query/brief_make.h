/* Inside src/query/ alone: what the parts of a brief share while it is made. */
#ifndef BRIEF_MAKE_H
#define BRIEF_MAKE_H

#include "brief.h"
#include "brief_pool.h"

struct brief_making {
    struct lookup *lookup;
    struct brief_pool pool;
    struct query_brief *brief;
    struct {
        struct query_brief_section *items;
        size_t count;
        size_t capacity;
    } sections;
};

/* Begins a section, whose title names both sides; it ends with the next. */
struct query_brief_section *brief_section(struct brief_making *making, const char *code,
                                          struct span path);
/* Counts a line of a fact; NULL where there is no room for it any more. */
struct query_brief_line *brief_line(struct brief_making *making,
                                    struct query_brief_section *section, const struct item *fact,
                                    struct span text);
/* Adds the words in which a fact names either side; where it names neither, its first ones. */
void brief_prove(struct brief_making *making, struct query_brief_line *line,
                 const struct item *fact);
/* Adds the sentence of a claim, unless it stands there. */
void brief_prove_claim(struct brief_making *making, struct query_brief_line *line,
                       const struct stored_claim *claim);
/* The parts that are not empty with separator between. */
struct span brief_join(struct brief_making *making, struct span one, const char *separator,
                       struct span other);
/* The values of a property, at most most of them, with semicolons between. */
struct span brief_values(struct brief_making *making, const struct item *fact, const char *property,
                         size_t most);
/* The code of the choice of a property; empty. */
struct span brief_choice(const struct item *fact, const char *property);
/* Whether a fact is of both, or under an agreement of both. */
bool brief_is_common(const struct brief_making *making, const struct brief_fact *fact);
/* The page of a list with what is of one side, and of both. */
struct span brief_path(struct brief_making *making, const char *list, size_t side);
struct span brief_path_both(struct brief_making *making, const char *list);

/* What the one makes and the other needs; who knows both; what reports say of a side. */
void brief_trade(struct brief_making *making, size_t maker);
void brief_people(struct brief_making *making);
void brief_reports(struct brief_making *making, size_t side);

#endif

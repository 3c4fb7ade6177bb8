/* Inside src/reading alone: facts in the making. */
#ifndef DRAFT_H
#define DRAFT_H

#include "matcher.h"
#include "phrase.h"
#include "quantity.h"
#include "reader.h"

struct draft {
    const struct schema_kind *kind;
    const struct pattern *pattern;
    double confidence;
    uint32_t sentence;
    uint32_t first; /* tokens of the match */
    uint32_t end;
    uint32_t anchor;
    bool extends;  /* adds to another fact */
    uint8_t reach; /* enum reach: to which */
    bool dropped;
    bool several;       /* one of those that a list in the match made */
    bool inferred;      /* its first property, of an office its body, was only found near by */
    uint8_t reason;     /* enum drop_reason */
    uint32_t into;      /* 1 + index of the draft that it was joined into; 0 */
    uint32_t follows;   /* 1 + index of the draft whose sides are its own too; 0 */
    uint32_t on_behalf; /* for whom the next signatory signs, where it was said before him */
    struct {
        struct claim *items;
        size_t count;
        size_t capacity;
    } claims;
};

struct drafts {
    struct draft *items;
    size_t count;
    size_t capacity;
};

/* Drafts by what they may have in common: draft_index.h. */
struct draft_index {
    struct arena *arena;
    struct map numbers; /* of chains */
    struct {
        struct draft_chain {
            uint32_t first; /* entries; 0 for none */
            uint32_t last;
            uint32_t count;
        } * items;
        size_t count;
        size_t capacity;
    } chains;
    struct {
        struct draft_entry {
            uint32_t draft;
            uint32_t next;
        } * items;
        size_t count;
        size_t capacity;
    } entries;
};

/* What sorts a party is of. */
enum { PARTY_PLACE = 1, PARTY_LOCALITY = 2, PARTY_BODY = 4, PARTY_FIRM = 8 };

/* What of a name tells at once that two cannot be the same party. */
struct party_key {
    uint64_t part;     /* bits by the beginnings of its words, without the legal form */
    uint64_t whole;    /* with it */
    uint64_t initials; /* 0 for fewer than three */
    bool known;
    bool sorted; /* the next one is known */
    uint8_t sorts;
};

/* The firm that the report is about: topic.h. */
struct main_firm {
    bool known;
    const struct mention *mention; /* NULL for none */
};

/* So many sentences, and mentions, are all of a report of usual length: what steps look over that
 * seek something anywhere in it, so that they are linear in the length of a huge one. */
enum { FAR_SENTENCES = 300, FAR_MENTIONS = 1000 };

/* Drafts low..high, exclusive, in the order of the text. */
struct draft_range {
    size_t low;
    size_t high;
};

/* What the steps of facts_find() share. */
struct things_seen;
struct facts {
    const struct reader *reader;
    struct arena *arena;
    struct reading *reading;
    struct matcher matcher;
    struct drafts drafts;
    size_t sorted; /* drafts that stand in the order of the text; further ones behind */
    struct draft_index offices;      /* occupations, once they are joined */
    const uint32_t *mention_counts;  /* by entity */
    struct main_firm *main_firm;     /* filled when it is asked for */
    struct party_key *parties;       /* by entity, filled when they are asked for */
    struct things_seen *things_seen; /* memory of choice.c; NULL until it is needed */
    struct {
        struct choice *items; /* their facts are numbers of drafts until they are written */
        size_t count;
        size_t capacity;
    } choices; /* what sides were chosen from, where the reader keeps it */
};

/* A draft of what a match bound, appended to the drafts; a list bound to a property of one value
 * makes a draft of each of its members. draft.c. */
void draft_of_match(struct facts *facts, const struct match *match);
/* The drafts of matches that begin in sentences from back before one to ahead behind it: what steps
 * over all drafts look at, so that they are linear in the length of a report. */
struct draft_range drafts_around(const struct facts *facts, uint32_t sentence, uint32_t back,
                                 uint32_t ahead);
/* Adds a value with one span of evidence; a property that is no list keeps its first value. */
void draft_add(struct facts *facts, struct draft *draft, const struct schema_property *property,
               struct value value, struct range evidence);
/* Likewise, with the spans of another claim. */
void draft_add_claim(struct facts *facts, struct draft *draft, const struct claim *claim);
/* The first claim of a property; NULL where there is none. */
struct claim *draft_claim(const struct draft *draft, const char *property);
size_t draft_claim_count(const struct draft *draft, const char *property);
/* Takes away all claims of a property. */
void draft_remove(struct draft *draft, const char *property);
/* Says that a draft is no fact. */
void draft_drop(struct draft *draft, enum refusal_reason reason);
/* Says that a draft, whose claims the other has got, is part of the other. */
void draft_join(const struct facts *facts, struct draft *to, struct draft *from);
static inline bool draft_is(const struct draft *draft, const char *kind)
{
    return span_is(draft->kind->name, kind);
}
/* The property of a draft's kind; the schema has it. */
const struct schema_property *draft_property(const struct draft *draft, const char *name);
struct value value_of_choice(const struct schema_property *property, const char *code);
/* The range of the text that tokens first..end cover. */
struct range tokens_range(const struct reading *reading, uint32_t first, uint32_t end);
/* The first token that begins at or behind an offset of the text. */
uint32_t token_from(const struct reading *reading, uint32_t offset);

/* Whether the words of a name stand, by their stems, among those of another: «Иркутская область» in
 * «Правительство Иркутской области». name_within.c. */
bool name_within(struct span part, struct span whole);
/* Whether two thirds of the shorter text's words stand, by their stems, in the other. */
bool texts_alike(struct span left, struct span right);
/* Whether the first word of one stands in the other: «организация инфраструктуры» and «экспертиза
 * проектов инфраструктуры» share words but not what is done. name_within.c. */
bool texts_share_head(struct span left, struct span right);
struct span entity_name(const struct reading *reading, uint32_t entity);
/* Whether two entities can be the same party: equal, or a region and its government. */
bool same_party(const struct facts *facts, uint32_t left, uint32_t right);

/* Whether a thing is of one of some schemas, parted by "|": "Site|Cluster". False for NO_ENTITY and
 * for what has no schema. name_within.c, as the next two. */
bool entity_is_of(const struct reading *reading, uint32_t entity, const char *schemas);
/* Of what makes, buys and sells. */
#define SCHEMAS_FIRM "Company|StateCorporation|ResearchOrganization"
/* Likewise of the thing that a mention names, where it is a listed one. */
bool mention_is_of(const struct reading *reading, const struct mention *mention,
                   const char *schemas);
/* Likewise of the thing that a claim holds; false for NULL. */
bool claim_is_of(const struct facts *facts, const struct claim *claim, const char *schemas);

/* Whether a token is of a word list of the grammar; behind the last one none is. office.c. */
bool facts_token_is_of(const struct facts *facts, const char *list, uint32_t token);
/* The text without the capital that a word has at the beginning of a sentence. office.c. */
struct span text_uncapitalised(struct facts *facts, struct span text);
/* Notes whether an occupation's body was only found near by. office.c. */
void office_guess(const struct facts *facts, struct draft *draft, const struct match *match);
/* Gives a draft that speaks of «этот пост» the office to which somebody was appointed shortly
 * before. office.c. */
void office_same_post(struct facts *facts, size_t index);
/* Takes «врио», «бывший» and the like off an occupation's position and makes a status of them.
 * office.c. */
void office_clean(struct facts *facts, struct draft *draft);

/* Adds to a statement's quote what stands behind its author's words. statement.c. */
void statement_continue(struct facts *facts, struct draft *draft);
/* Adds the speech that only the shape of the text tells: the answers of an interview, paragraphs
 * under a speaker's name. dialogue.c. */
void statements_of_dialogue(struct facts *facts);

/* The quantity that was bound by <amount>, <count> or <ordinal>. figure.c. */
bool quantity_of_capture(const struct facts *facts, const struct capture *capture,
                         struct quantity *quantity);
/* Makes the words bound to a figure's measure whole, before they become values. figure.c. */
void figure_prepare(struct facts *facts, const struct match *match);
/* Adds to a figure what its number says beside its value: what is counted, the upper end of a
 * range, whether it is approximate, the currency. figure.c. */
void figure_complete(struct facts *facts, struct draft *draft, const struct match *match);
/* Adds to a site's type and place, to a programme's region, what its name says. site.c. */
void site_complete(struct facts *facts, struct draft *draft);
void programme_complete(struct facts *facts, struct draft *draft);
/* Before a programme is joined with one told before: how far it is says more than «ход реализации».
 */
void programme_prefer(struct draft *earlier, const struct draft *later);
/* Adds to a founder's membership since when: that of the whole. site.c. */
void founder_complete(struct facts *facts, struct draft *draft);

/* The drafts that are left as the reading's facts, and the others as its refusals. write.c */
void facts_write(struct facts *facts);

/* The steps after matching, each over all drafts. */
void facts_join_agreements(struct facts *facts);
void facts_join_occupations(struct facts *facts);
/* Projects, after the agreements that they come from. project.c. */
void facts_join_projects(struct facts *facts);
void facts_join_equal(struct facts *facts);
/* Gives figures whose subject was only found near by that of the number before. */
void facts_inherit_figures(struct facts *facts);
/* Drops the figures whose number another fact holds, and of several of one number all but one. */
void facts_prune_figures(struct facts *facts);
/* The organization of a person's occupation in this report; NO_ENTITY. */
uint32_t occupation_of(const struct facts *facts, uint32_t person, struct claim *organization);

/* Whether a claim holds a code; false for none. */
static inline bool choice_is(const struct claim *claim, const char *code)
{
    return claim && claim->value.type == VALUE_CHOICE &&
           span_equal(claim->value.choice->code, span_of(code));
}

#endif

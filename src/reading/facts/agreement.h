/* Inside src/reading alone: what the steps over agreements share. */
#ifndef AGREEMENT_H
#define AGREEMENT_H

#include "draft.h"

/* So many are asked whether they are the same, or what they go on: keeps joining linear. */
enum { AGREEMENTS_BACK = 64, SETTINGS_MOST = 16 };

struct agreements {
    struct facts *facts;
    uint32_t *items; /* indices of drafts */
    size_t count;
    size_t capacity;
    uint32_t last;                    /* index of the draft that was spoken of last; UINT32_MAX */
    uint32_t told;                    /* the last sentence that told of one */
    uint32_t settings[SETTINGS_MOST]; /* drafts that tell of all that was signed */
    size_t setting_count;
    uint32_t ahead[SETTINGS_MOST]; /* drafts that add to the agreement that comes next */
    size_t ahead_count;
};

/* The agreements, at most AGREEMENTS_BACK, by their numbers in agreements.items, that are told
 * FAR_SENTENCES before or behind a sentence, or nearer: all of a report of usual length. */
struct draft_range agreements_around(const struct agreements *agreements, uint32_t sentence);

/* What a document is called: which of them a later «меморандум» can be. */
enum genre {
    GENRE_NONE,
    GENRE_ACCORD,
    GENRE_MEMORANDUM,
    GENRE_PROTOCOL,
    GENRE_CONTRACT,
    GENRE_MAP
};

static inline uint32_t claim_entity(const struct claim *claim)
{
    return claim->value.type == VALUE_ENTITY ? claim->value.entity : NO_ENTITY;
}

static inline bool is_property(const struct claim *claim, const char *name)
{
    return span_equal(claim->property->name, span_of(name));
}

/* The genre noun of what a draft matched, and whether it stands in the plural. */
enum genre draft_genre(const struct facts *facts, const struct draft *draft, bool *plural);
/* Whether the document is called the one before: «предыдущее соглашение». */
bool is_predecessor(const struct facts *facts, const struct draft *draft);
/* Whether a word of a list of the grammar stands in the draft's sentence. */
bool draft_sentence_has(const struct facts *facts, const struct draft *draft, const char *list);
size_t common_parties(const struct facts *facts, const struct draft *left,
                      const struct draft *right);
/* Adds the claims of a draft to those of an agreement. */
void agreement_join(struct facts *facts, struct draft *agreement, struct draft *draft);
/* Adds a party unless it is there; of a region and its government the government stays. */
void party_add(struct facts *facts, struct draft *agreement, const struct claim *party);
/* The parties of a single draft, without those that are the same as another. */
void parties_clean(struct facts *facts, struct draft *draft);
/* How late in the life of a document a status is; -1 for none. */
int status_rank(const struct claim *status);
/* Whether the document is of the past, and its signing no news. */
bool is_of_the_past(const struct facts *facts, const struct draft *agreement);

/* Where a document is told without its sides, those of the one spoken of last are its, if what is
 * said makes the two one row: «новое соглашение», «сотрудничают на основе соглашения».
 * agreement_sides.c, as what follows. */
void sides_of_last(const struct agreements *agreements, struct draft *draft);
/* Where only signatories are named, the bodies that they are officers of are the parties. */
void parties_of_offices(struct facts *facts, struct draft *draft);
/* «A и B открыли центр. Документ подписали Пётр Ильин и Иван Петров»: where nothing tells of what
 * the signatories are, as many sides as they are in the sentence before. */
void parties_of_signers_row(struct facts *facts, struct draft *agreement);
/* Whether all sides that are known stand behind «с», so that whose document it is is not among
 * them: «меморандум с A и B». */
bool parties_are_partners(const struct facts *facts, const struct draft *agreement);
/* «меморандум с A и контракт с B»: leaves to a document of a row what is said of it alone. */
void claims_of_others_drop(const struct facts *facts, struct draft *draft);
/* Whether a headline tells of several documents, «соглашения с A и B», that are told one by one
 * behind it. */
bool agreement_announces(const struct facts *facts, uint32_t index);
/* «Губернатор области Иван Петров подписал соглашения с A и B»: he signs each of them for the
 * body of his office, which is a side of each. */
void party_of_only_signer(struct facts *facts, struct draft *draft);
/* «соглашения с A и B»: cuts a draft of several documents into one of each. */
void agreement_split(struct facts *facts, uint32_t index);
/* Gives documents that were cut apart, drafts from some index on, the side that others have. */
void agreements_of_split(struct agreements *agreements, size_t from);
/* Adds to less than two parties those that the context tells: the speaker's body, what the
 * paragraph, the report's other agreements (where they are given) or the report speak of. */
void party_of_topic(struct facts *facts, const struct agreements *agreements,
                    struct draft *agreement);
/* Who signs for whom, once all is known of an agreement. */
void agreement_sides(const struct agreements *agreements, struct draft *agreement);

/* A person is no party: whoever is named as one signs. agreement_signers.c, as what follows. */
void persons_to_signatories(struct facts *facts, struct draft *draft);
/* The party for which a body's officer signs: the body itself or one that stands for it; NULL. */
const struct claim *party_of(const struct facts *facts, const struct draft *agreement,
                             uint32_t body);
/* Whether a signatory's office can be one of a party: no governor is a firm's, and no manager a
 * region's, unless he leads a department of it. */
bool calling_suits(const struct facts *facts, const struct draft *agreement,
                   const struct claim *signatory, uint32_t party);
/* Pointers to claims by where their words stand, as qsort() takes it. */
int compare_signers(const void *left, const void *right);
/* Binds signatories to the parties by their offices; an officer's body that is no party yet becomes
 * one where parties are wanting, where all known ones are the other side, or where there are more
 * such officers than parties without. */
void signatories_bind(struct facts *facts, struct draft *agreement);

/* «Они подписали соглашение»: the persons of whom the sentence before tells. agreement_context.c,
 * as the next three. */
void signatories_of_they(struct facts *facts, struct draft *draft);
/* «По итогам встречи было подписано соглашение», «стороны подписали»: those who met, where they
 * were two. */
void parties_of_meeting(struct facts *facts, struct draft *agreement);
/* «Область договорилась о сотрудничестве с заводом. Документ подписали …»: those who cooperate. */
void parties_of_partnership(struct facts *facts, struct draft *agreement);
/* «Стороны подписали ещё один документ»: those of the report's other agreements, where all have the
 * same; whether there are such. */
bool parties_of_only(const struct agreements *agreements, struct draft *agreement);

/* «Губернатор подписал пять соглашений»: he signs each of them that his body can be a side of. */
void signatories_of_all(const struct agreements *agreements, struct draft *agreement);
/* A signatory of whom nothing tells for whom he signs, where sides are wanting: for whom his
 * delegation came, or for what is spoken of. */
void party_of_loose_signer(struct facts *facts, struct draft *agreement);
/* «начальник дороги – филиала ОАО «РЖД»»: of a branch the firm that it belongs to is the side. */
void branch_owner(const struct facts *facts, struct claim *office);
/* Whether a draft's sentence tells of the documents of each of several: «соглашения с ними», «обе
 * подписали протоколы», but not «обе стороны». */
bool agreement_is_of_each(const struct facts *facts, const struct draft *draft);
/* «Резидентами станут A и B: соглашения с ними подписаны»: makes a draft of the document of each.
 */
void agreement_with_each(struct facts *facts, uint32_t index);
/* «Аналогичный договор с институтом»: the side that the last document had. */
void party_of_alike(const struct agreements *agreements, struct draft *agreement);

/* Status, dates, place and occasion, and what goes on what; agreement_frame.c. */
void agreement_frame(struct agreements *agreements, struct draft *agreement);
void agreements_chain(struct agreements *agreements);

#endif

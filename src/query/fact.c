/* What single facts say, and the words that prove it. */
#include "fact.h"

#include "list_page.h"

enum { THOUSAND = 1000 };

const struct stored_claim *fact_claim(const struct item *item, const char *property)
{
    for (size_t i = 0; i < item->claim_count; i++)
        if (span_equal(item->claims[i].property->name, span_of(property)) &&
            item->claims[i].state != CLAIM_REJECTED)
            return &item->claims[i];
    return NULL;
}

bool claim_names(const struct stored_claim *claim, int64_t number)
{
    return number && claim->state != CLAIM_REJECTED &&
           (claim->entity.number == number || claim->on_behalf_of.number == number);
}

bool fact_is_sure(const struct item *item)
{
    enum query_state state;
    double confidence;
    claims_judge(item->claims, item->claim_count, &state, &confidence);
    return state != STATE_REJECTED && confidence * THOUSAND >= LISTED_SURE;
}

struct date fact_told(struct lookup *lookup, const struct item *item)
{
    struct date last = {0}, earliest, latest;
    for (size_t i = 0; i < item->claim_count; i++) {
        report_bounds(lookup_report(lookup, item->claims[i].report), &earliest, &latest);
        struct date day = date_is_set(earliest) ? earliest : latest;
        if (!date_is_set(last) || date_compare(day, last) > 0)
            last = day;
    }
    return last;
}

/* ---- words ---- */

/* Fills the evidence of claims by one question; false where the store failed. */
static bool evidence_fill(struct lookup *lookup, struct stored_claim *const *claims, size_t count)
{
    if (!lookup->failed && count &&
        !store_evidence(lookup->query->store, claims, count, lookup->arena, lookup->error))
        lookup->failed = true;
    return !lookup->failed;
}

void fact_prove(struct lookup *lookup, const struct item *fact, const int64_t *numbers,
                size_t count, struct query_evidences *evidence)
{
    struct stored_claim *claims = ARENA_NEW(lookup->arena, struct stored_claim, count);
    struct stored_claim **asked = ARENA_NEW(lookup->arena, struct stored_claim *, count);
    size_t found = 0;
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < fact->claim_count; k++)
            if (claim_names(&fact->claims[k], numbers[i])) {
                claims[found] = fact->claims[k];
                asked[found] = &claims[found];
                found++;
                break;
            }
    if (evidence_fill(lookup, asked, found))
        for (size_t i = 0; i < found; i++)
            evidence_add(lookup, &claims[i], evidence);
}

/* ---- sentences ---- */

/* The sentence around a range of a report's text; a line of an entry. */
static struct range sentence_around(struct span text, struct range range)
{
    size_t start = range.start, end = range.end;
    while (start && text.data[start - 1] != '\n' &&
           !(start > 1 && text.data[start - 1] == ' ' &&
             (text.data[start - 2] == '.' || text.data[start - 2] == '!' ||
              text.data[start - 2] == '?')))
        start--;
    while (end < text.size && text.data[end] != '\n' &&
           !(text.data[end - 1] == '.' && text.data[end] == ' '))
        end++;
    return (struct range){(uint32_t)start, (uint32_t)end};
}

static size_t letters_in(struct span text, size_t start, size_t end)
{
    size_t count = 0;
    for (size_t i = start; i < end; i++)
        count += ((unsigned char)text.data[i] & 0xC0) != 0x80;
    return count;
}

/* The part of a sentence around the words told, whole words of about so many code points. */
static struct range sentence_cut(struct span text, struct range sentence, struct range told,
                                 size_t limit)
{
    size_t start = told.start, end = told.end;
    if (letters_in(text, sentence.start, sentence.end) <= limit)
        return sentence;
    while (letters_in(text, start, end) < limit && (start > sentence.start || end < sentence.end)) {
        if (start > sentence.start)
            for (start--; start > sentence.start && text.data[start - 1] != ' ';)
                start--;
        if (end < sentence.end)
            for (end++; end < sentence.end && text.data[end] != ' ';)
                end++;
    }
    return (struct range){(uint32_t)start, (uint32_t)end};
}

void sentence_prove(struct lookup *lookup, const struct stored_claim *told, size_t limit,
                    struct query_evidences *evidence)
{
    struct stored_claim claim = *told;
    if (!evidence_fill(lookup, &(struct stored_claim *){&claim}, 1))
        return;
    struct span text = lookup_text(lookup, lookup_report(lookup, claim.report));
    for (size_t i = 0; i < claim.evidence_count; i++) {
        struct range range = claim.evidence[i].range;
        struct range sentence = sentence_around(text, range);
        claim.evidence[i].range = limit ? sentence_cut(text, sentence, range, limit) : sentence;
    }
    evidence_add(lookup, &claim, evidence);
}

/* Words as codes. */
#include "word.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "utf8.h"

/* Letters outside the dictionary's alphabet get codes that no unit of it has. */
static uint8_t foreign_code(uint32_t code_point)
{
    code_point = code_point_to_lower(code_point);
    return code_point >= 0x40 && code_point < 0x80 ? (uint8_t)code_point
                                                   : (uint8_t)(0x80 | (code_point & 0x7F));
}

static void letter_add(struct word *word, uint32_t code_point)
{
    uint8_t code = dictionary_code(code_point);
    if (!code) {
        word->foreign = true;
        code = foreign_code(code_point);
    }
    bool upper = code_point_is_upper(code_point);
    word->uppers += upper;
    word->last_upper = upper;
    word->first_upper = word->size == 0 ? upper : word->first_upper;
    word->yo = word->yo || code == CODE_YO;
    word->hyphen = word->hyphen || code == CODE_HYPHEN;
    word->codes[word->size++] = code;
}

bool word_encode(struct word *word, struct span text)
{
    word->text = text;
    word->size = 0;
    word->uppers = 0;
    word->first_upper = word->last_upper = word->foreign = word->yo = word->hyphen = false;
    if (text.size == 0 || text.size > UINT8_MAX) {
        return false;
    }
    const unsigned char *bytes = (const unsigned char *)text.data;
    size_t offset = 0, size = 0;
    while (offset < text.size) {
        if (size == WORD_LETTERS) {
            return false;
        }
        word->offsets[size] = (uint8_t)offset;
        unsigned pair = offset + 1 < text.size ? bytes[offset] << 8 | bytes[offset + 1] : 0;
        if (pair >= 0xD0B0 && pair <= 0xD0BF) { /* а-п */
            word->codes[size++] = (uint8_t)(CODE_A + (pair - 0xD0B0));
            word->last_upper = false;
            offset += 2;
        } else if (pair >= 0xD180 && pair <= 0xD18F) { /* р-я */
            word->codes[size++] = (uint8_t)(CODE_A + 16 + (pair - 0xD180));
            word->last_upper = false;
            offset += 2;
        } else {
            word->size = size;
            letter_add(word, utf8_next(text, &offset));
            size = word->size;
        }
    }
    word->size = size;
    word->offsets[size] = (uint8_t)offset;
    return true;
}

size_t word_letter_at(const struct word *word, size_t byte)
{
    size_t letter = 0;
    while (letter < word->size && word->offsets[letter] < byte) {
        letter++;
    }
    return letter;
}

struct span codes_text(const uint8_t *codes, size_t size, struct arena *arena)
{
    char *text = arena_alloc(arena, size * 4 + 1, 1);
    size_t used = 0;
    for (size_t i = 0; i < size; i++) {
        used += utf8_encode(dictionary_letter(codes[i]), text + used);
    }
    return (struct span){text, used};
}

uint32_t codes_id(const uint8_t *codes, size_t size)
{
    uint32_t id = (uint32_t)XXH3_64bits(codes, size);
    return id ? id : 1;
}

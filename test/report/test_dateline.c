/* Dates and datelines of a report's frame. */
#include "dateline.h"

#include "../suite.h"

static void assert_date(const char *text, const char *iso, const char *words)
{
    struct dateline_date found;
    char written[DATE_TEXT];
    ck_assert_msg(dateline_find(span_of(text), 0, &found), "no date in «%s»", text);
    ck_assert_str_eq(date_write(found.date, written), iso);
    ASSERT_SPAN(span_of_range(span_of(text), found.words), words);
}

START_TEST(test_forms)
{
    assert_date("09.02.2015", "2015-02-09", "09.02.2015");
    assert_date("28/10/2016 09:15 (МСК)", "2016-10-28", "28/10/2016");
    assert_date("от 2015-02-09", "2015-02-09", "2015-02-09");
    assert_date("Москва, 9 февраля 2015 года", "2015-02-09", "9 февраля 2015 года");
    assert_date("Пятница, 28 декабря 2018 12:36", "2018-12-28", "28 декабря 2018");
    assert_date("25 янв. 2016", "2016-01-25", "25 янв. 2016");
    assert_date("7 сен, 2017  09:05", "2017-09-07", "7 сен, 2017");
    assert_date("3 Июля 2019 г.", "2019-07-03", "3 Июля 2019 г.");
    assert_date("1 мая 2014", "2014-05-01", "1 мая 2014");
    assert_date("14 ноября 2013", "2013-11-14", "14 ноября 2013");
    assert_date("5.6.16 стр. 2", "2016-06-05", "5.6.16");
    assert_date("Март 12, 2018 в новости", "2018-03-12", "Март 12, 2018");
}
END_TEST

START_TEST(test_no_dates)
{
    static const char *const texts[] = {"31.02.2015",
                                        "32 мая 2015",
                                        "5 марток 2015",
                                        "тел. 09.13.2015",
                                        "12 майских дней",
                                        "версия 1.2.3.4",
                                        "2015 год",
                                        "5 станков",
                                        "10.5.30000",
                                        "№ 12-05-2015-44",
                                        "а9.02.2015",
                                        "15 процентов",
                                        "",
                                        "9",
                                        "1.2"};
    struct dateline_date found;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        ck_assert_msg(!dateline_find(span_of(texts[i]), 0, &found), "«%s»", texts[i]);
}
END_TEST

START_TEST(test_whole)
{
    struct dateline_date found;
    struct span text = SPAN("сб., 04.03.2017, 14:30 (МСК) — Край");
    ck_assert(dateline_find(text, 0, &found));
    ASSERT_SPAN(span_of_range(text, found.whole), "сб., 04.03.2017, 14:30 (МСК)");
    ck_assert(found.timed && found.numeric);
    text = SPAN("7 марта пришли 12 гостей");
    ck_assert(dateline_find(text, 0, &found));
    ck_assert(!found.timed && !date_is_set(found.date));
    ck_assert_int_eq(found.date.month, 3);
}
END_TEST

static void assert_lead(const char *text, const char *lead)
{
    struct dateline_date found;
    ASSERT_SPAN(span_slice(span_of(text), 0, dateline_lead(span_of(text), &found)), lead);
}

static void assert_agency(const char *text, const char *agency)
{
    struct range range = dateline_agency(span_of(text));
    ASSERT_SPAN(span_slice(span_of(text), range.start, range.end), agency);
}

START_TEST(test_agencies)
{
    assert_agency("Заречный. 17 марта. КРАЙ-ИНФОРМ - Губернатор подписал", "КРАЙ-ИНФОРМ");
    assert_agency("Верхний Заречный, 7 сентября 2014 г. /Край/. Завод", "Край");
    assert_agency("Заречный, 7 сентября 2014 г. (корр. Край-Пресс). Завод открыт", "Край-Пресс");
    assert_agency("«Заречные вести», пятница, 5 августа 2011 г.\n\nЗавод открыт",
                  "«Заречные вести»");
    assert_agency("ЗАРЕЧНЫЙ, 14 мар – Северное агентство вестей, Пётр Ильин. Завод открыт",
                  "Северное агентство вестей");
    assert_agency("ЗАРЕЧНЫЙ, 14 мар – РИА Край, Пётр Ильин. Завод открыт", "РИА Край");
    assert_agency("ЗАРЕЧНЫЙ, 14 мар – Завод Край, сообщил Пётр. Он открыт", "");
    assert_agency("Ростов-на-Дону, 3 мая — Завод открыт", "");
    assert_agency("Завод «Заря», 5 августа 2011 г.", "");
    assert_agency("5 августа 2011 г.", "");
    assert_agency("", "");
}
END_TEST

START_TEST(test_leads)
{
    assert_lead("Заречный. 17 марта. КРАЙ-ИНФОРМ - Губернатор подписал",
                "Заречный. 17 марта. КРАЙ-ИНФОРМ - ");
    assert_lead("ЗАРЕЧНЫЙ, 21 мая, АИ \"Край\". Завод открыт", "ЗАРЕЧНЫЙ, 21 мая, АИ \"Край\". ");
    assert_lead("Верхний Заречный, 7 сентября 2014 г. /Край/. Завод",
                "Верхний Заречный, 7 сентября 2014 г. /Край/. ");
    assert_lead("ЗАРЕЧНЫЙ /Омская область/, 7 сентября 2014 г. /Край/. Завод",
                "ЗАРЕЧНЫЙ /Омская область/, 7 сентября 2014 г. /Край/. ");
    assert_lead("Ростов-на-Дону, 3 мая — Завод открыт", "Ростов-на-Дону, 3 мая — ");
    assert_lead("Заречный, 05.07.2021. Завод открыт", "Заречный, 05.07.2021. ");
    assert_lead("Заречный, 05.07. Завод открыт", "");
    /* Sentences that only look like one. */
    assert_lead("Сегодня, 9 февраля, край и завод подписали соглашение", "");
    assert_lead("Завод 5 марта 2014 года открыл цех", "");
    assert_lead("Вчера в Заречном 17 марта. Прошёл форум", "");
    assert_lead("Завод открыт.", "");
}
END_TEST

void add_dateline(Suite *suite);
void add_dateline(Suite *suite)
{
    SUITE_ADD(suite, test_forms);
    SUITE_ADD(suite, test_no_dates);
    SUITE_ADD(suite, test_whole);
    SUITE_ADD(suite, test_leads);
    SUITE_ADD(suite, test_agencies);
}

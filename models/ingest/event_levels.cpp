// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/event_levels.h"

#include "core/text_scan.h"

namespace sendwright {

namespace {

struct LevelWord
{
    std::string_view word;
    std::uint8_t level;
};

// English, German, French, Spanish, Italian, Portuguese, Dutch, Polish, Czech, Swedish, Turkish, Russian, Japanese,
// Chinese (both scripts), Korean. Letters outside ASCII are compared as they stand: Windows writes them one way only.
constexpr LevelWord kWords[] = {
    {"Critical", 1},       {"Error", 2},        {"Warning", 3},       {"Information", 4},
    {"Informational", 4},  {"Info", 4},         {"Verbose", 5},       {"Kritisch", 1},
    {"Fehler", 2},         {"Warnung", 3},      {"Informationen", 4}, {"Ausführlich", 5},
    {"Critique", 1},       {"Erreur", 2},       {"Avertissement", 3}, {"Informations", 4},
    {"Détaillé", 5},       {"Commentaires", 5}, {"Crítico", 1},       {"Advertencia", 3},
    {"Información", 4},    {"Detallado", 5},    {"Critico", 1},       {"Errore", 2},
    {"Avviso", 3},         {"Informazioni", 4}, {"Dettagliato", 5},   {"Crítica", 1},
    {"Erro", 2},           {"Aviso", 3},        {"Informações", 4},   {"Informação", 4},
    {"Detalhado", 5},      {"Verboso", 5},      {"Kritiek", 1},       {"Fout", 2},
    {"Waarschuwing", 3},   {"Informatie", 4},   {"Uitgebreid", 5},    {"Krytyczne", 1},
    {"Krytyczny", 1},      {"Błąd", 2},         {"Ostrzeżenie", 3},   {"Informacje", 4},
    {"Pełne", 5},          {"Kritické", 1},     {"Chyba", 2},         {"Upozornění", 3},
    {"Informace", 4},      {"Kritiskt", 1},     {"Fel", 2},           {"Varning", 3},
    {"Kritik", 1},         {"Hata", 2},         {"Uyarı", 3},         {"Bilgi", 4},
    {"Критический", 1},    {"Критическая", 1},  {"Критическое", 1},   {"Ошибка", 2},
    {"Предупреждение", 3}, {"Сведения", 4},     {"Информация", 4},    {"Подробно", 5},
    {"Подробности", 5},    {"重大", 1},         {"エラー", 2},        {"警告", 3},
    {"情報", 4},           {"詳細", 5},         {"关键", 1},          {"严重", 1},
    {"错误", 2},           {"信息", 4},         {"详细", 5},          {"嚴重", 1},
    {"錯誤", 2},           {"資訊", 4},         {"詳細資訊", 5},      {"위험", 1},
    {"오류", 2},           {"경고", 3},         {"정보", 4},          {"자세한 정보", 5},
};

} // namespace

std::uint8_t levelOfWord(std::string_view word)
{
    const std::string_view wanted = trimmed(word);
    for (const LevelWord& known : kWords)
        if (equalsNoCase(known.word, wanted))
            return known.level;
    return 0;
}

} // namespace sendwright

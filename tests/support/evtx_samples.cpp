// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/evtx_builder.h"

namespace sendwright::test {

namespace {

EvtxValue raw(int type, std::string bytes)
{
    return {static_cast<std::uint8_t>(type), std::move(bytes), nullptr, {}};
}

EvtxValue number(int type, std::uint64_t value, int bytes)
{
    return integerValue(static_cast<std::uint8_t>(type), value, bytes);
}

std::string sid()
{
    return std::string("\x01\x02\0\0\0\0\0\x05", 8) + littleEndian(32, 4) + littleEndian(544, 4);
}

std::string systemTime()
{
    std::string bytes;
    for (const int field : {2024, 3, 2, 12, 8, 13, 14, 222}) // year, month, day of week, day, h, min, s, ms
        bytes += littleEndian(static_cast<std::uint64_t>(field), 2);
    return bytes;
}

std::string guid()
{
    return littleEndian(0x1F678132, 4) + littleEndian(0x5938, 2) + littleEndian(0x4686, 2) +
           std::string("\x9F\xDC\xC8\xFF\x68\xF1\x5C\x85", 8);
}

/// A forwarded event: everything in one template, with the rendered message, entities and characters by number.
EvtxRecord forwarded(std::uint64_t id)
{
    const auto leaf = [](std::string name, XmlPart part) {
        return xmlChild({std::move(name), {}, {std::move(part)}, -1});
    };
    XmlPart entity{XmlPart::Kind::Entity, "amp", 0, 1, {}};
    XmlPart character{XmlPart::Kind::Character, {}, 0x20AC, 1, {}};
    XmlPart cdata{XmlPart::Kind::Cdata, "<plain>", 0, 1, {}};
    XmlElement system{"System",
                      {},
                      {xmlChild({"Provider", {{"Name", {xmlText("MSExchangeTransport")}}}, {}, -1}),
                       xmlChild({"EventID", {{"Qualifiers", {xmlText("49156")}}}, {xmlText("12014")}, -1}),
                       leaf("Level", xmlText("2")),
                       xmlChild({"TimeCreated", {{"SystemTime", {xmlValue(0, 0x11)}}}, {}, -1}),
                       leaf("EventRecordID", xmlValue(1, 0x0A)), leaf("Channel", xmlText("Application")),
                       leaf("Computer", xmlText("EX02.contoso.com"))},
                      -1};
    XmlElement userData{"UserData",
                        {},
                        {xmlChild({"Wrapper",
                                   {{"xmlns", {xmlText("urn:x")}}},
                                   {leaf("Subject", xmlText("CN=mail")),
                                    xmlChild({"Chain", {{"ref", {xmlValue(2)}}}, {entity, character, cdata}, -1})},
                                   -1})},
                        -1};
    XmlElement rendering{"RenderingInfo",
                         {{"Culture", {xmlText("en-US")}}},
                         {leaf("Message", xmlValue(2)), leaf("Level", xmlText("Error"))},
                         -1};
    EvtxRecord record;
    record.id = id;
    record.time = kFileTime2024 + 5'000'000;
    record.form =
        std::make_shared<EvtxTemplate>(EvtxTemplate{{"Event",
                                                     {{"xmlns", {xmlText("urn:event")}}},
                                                     {xmlChild(system), xmlChild(userData), xmlChild(rendering)},
                                                     -1}});
    record.values = {number(0x11, record.time, 8), number(0x0A, id, 8),
                     stringValue("Microsoft Exchange could not find a certificate \xF0\x9F\x93\xA7 \xC3\xBC.")};
    return record;
}

/// No template: the whole event stands in the record.
EvtxRecord loose(std::uint64_t id)
{
    const auto leaf = [](std::string name, std::string text) {
        return xmlChild({std::move(name), {}, {xmlText(std::move(text))}, -1});
    };
    XmlElement system{"System",
                      {},
                      {xmlChild({"Provider", {{"Name", {xmlText("Service Control Manager")}}}, {}, -1}),
                       leaf("EventID", "7036"), leaf("Level", "4"),
                       xmlChild({"TimeCreated", {{"SystemTime", {xmlText("2024-01-01T00:00:01.5Z")}}}, {}, -1}),
                       leaf("EventRecordID", std::to_string(id)), leaf("Channel", "System"), leaf("Computer", "EX01")},
                      -1};
    XmlElement data{
        "EventData", {}, {leaf("Data", "running"), xmlChild({"Data", {{"Name", {xmlText("param2")}}}, {}, -1})}, -1};
    EvtxRecord record;
    record.id = id;
    record.time = kFileTime2024 + 10'000'000;
    record.loose = {"Event", {}, {xmlChild(system), xmlChild(data)}, -1};
    return record;
}

} // namespace

std::vector<TypeSample> typeSamples()
{
    const std::string two = sid() + sid();
    return {
        {"null", raw(0, ""), {}},
        {"string", stringValue("plain \xC3\xA9 \xE5\xAE\xA2"), {"plain \xC3\xA9 \xE5\xAE\xA2"}},
        {"ansi", raw(2, std::string("caf\xE9 \x80\0", 7)), {"caf\xC3\xA9 \xE2\x82\xAC"}},
        {"int8", number(3, 0xFE, 1), {"-2"}},
        {"uint8", number(4, 0xFE, 1), {"254"}},
        {"int16", number(5, 0xFFFE, 2), {"-2"}},
        {"uint16", number(6, 0xFFFE, 2), {"65534"}},
        {"int32", number(7, 0xFFFFFFFE, 4), {"-2"}},
        {"uint32", number(8, 0xFFFFFFFE, 4), {"4294967294"}},
        {"int64", number(9, ~std::uint64_t{1}, 8), {"-2"}},
        {"uint64", number(10, ~std::uint64_t{0}, 8), {"18446744073709551615"}},
        {"real32", number(11, 0x3FC00000, 4), {"1.5"}},
        {"real64", number(12, 0xC004000000000000u, 8), {"-2.5"}},
        {"bool", number(13, 1, 4), {"true"}},
        {"binary", raw(14, std::string("\x00\x1F\xAB\xFF", 4)), {"001FABFF"}},
        {"guid", raw(15, guid()), {"{1f678132-5938-4686-9fdc-c8ff68f15c85}"}},
        {"size4", number(16, 0x1234, 4), {"0x1234"}},
        {"size8", number(16, 0x123456789AB, 8), {"0x123456789ab"}},
        {"filetime", number(17, kFileTime2024 + 1'234'567, 8), {"2024-01-01T00:00:00.123456700Z"}},
        {"systemtime", raw(18, systemTime()), {"2024-03-12T08:13:14.222Z"}},
        {"sid", raw(19, sid()), {"S-1-5-32-544"}},
        {"hex32", number(20, 0x8009030D, 4), {"0x8009030d"}},
        {"hex64", number(21, 0x80000000000000, 8), {"0x80000000000000"}},
        {"strings", stringArray({"one", "", "three"}), {"one", "", "three"}},
        {"int32s", raw(0x87, littleEndian(1, 4) + littleEndian(0xFFFFFFFF, 4)), {"1", "-1"}},
        {"uint16s", raw(0x86, littleEndian(25, 2) + littleEndian(587, 2)), {"25", "587"}},
        {"uint64s", raw(0x8A, littleEndian(7, 8)), {"7"}},
        {"guids",
         raw(0x8F, guid() + guid()),
         {"{1f678132-5938-4686-9fdc-c8ff68f15c85}", "{1f678132-5938-4686-9fdc-c8ff68f15c85}"}},
        {"hex32s", raw(0x94, littleEndian(1, 4) + littleEndian(0xAB, 4)), {"0x1", "0xab"}},
        {"filetimes", raw(0x91, littleEndian(kFileTime2024, 8)), {"2024-01-01T00:00:00.000000000Z"}},
        {"sids", raw(0x93, two), {"S-1-5-32-544", "S-1-5-32-544"}},
    };
}

EvtxRecord recordOfSamples(std::uint64_t id, const std::vector<TypeSample>& samples)
{
    XmlElement data{"EventData", {}, {}, -1};
    std::vector<EvtxValue> values;
    for (const TypeSample& sample : samples) {
        const auto index = static_cast<std::uint16_t>(values.size());
        data.content.push_back(
            xmlChild({"Data", {{"Name", {xmlText(sample.name)}}}, {xmlValue(index, sample.value.type)}, index}));
        values.push_back(sample.value);
    }
    const auto form = std::make_shared<EvtxTemplate>(EvtxTemplate{std::move(data)});
    EvtxForms forms;
    EvtxEventSpec spec;
    spec.recordId = id;
    spec.data = {{"replaced", ""}};
    EvtxRecord record = forms.record(spec);
    record.values[7] = nestedValue(form, std::move(values));
    return record;
}

std::vector<EvtxRecord> recordsWithEverything(std::uint64_t firstId)
{
    EvtxForms forms;
    EvtxEventSpec spec;
    spec.recordId = firstId;
    spec.data = {{"Type", "server"}, {"ErrorCode", "0x8009030D"}, {"ErrorStatus", "10001"}};
    EvtxRecord second = forms.record(spec);
    second.id = firstId + 1;
    second.time += 10'000'000;
    second.values[2] = number(0x11, second.time, 8);
    second.values[3] = number(0x0A, second.id, 8);
    return {forms.record(spec), second, recordOfSamples(firstId + 2, typeSamples()), forwarded(firstId + 3),
            loose(firstId + 4)};
}

std::string evtxWithEverything(int chunks)
{
    EvtxBuilder builder;
    for (int i = 0; i < chunks; ++i) {
        if (i > 0)
            builder.newChunk();
        for (const EvtxRecord& record : recordsWithEverything(1 + 5 * static_cast<std::uint64_t>(i)))
            builder.add(record);
    }
    return builder.file();
}

} // namespace sendwright::test

// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cassert>
#include <string>
#include <utility>
#include <variant>

namespace sendwright {

/// An expected failure: one sentence that says what happened and what to do.
struct Failure
{
    std::string what;
};

/// A value, or why there is none. Expected failures only; programmer errors are asserts.
template <typename T>
class Result
{
public:
    Result(T value) : m_state(std::move(value)) {}
    Result(Failure failure) : m_state(std::move(failure)) {}

    explicit operator bool() const { return std::holds_alternative<T>(m_state); }
    const T& value() const
    {
        assert(*this);
        return std::get<T>(m_state);
    }
    T& value()
    {
        assert(*this);
        return std::get<T>(m_state);
    }
    const std::string& error() const
    {
        assert(!*this);
        return std::get<Failure>(m_state).what;
    }

private:
    std::variant<T, Failure> m_state;
};

} // namespace sendwright

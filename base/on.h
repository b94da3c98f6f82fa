// On{…}: an overload set of lambdas for std::visit, so that a visit names every case.
#pragma once

namespace yz {

template <class... Fs>
struct On : Fs... {
  using Fs::operator()...;
};
template <class... Fs>
On(Fs...) -> On<Fs...>;  // clang 14 needs it spelt out

}  // namespace yz

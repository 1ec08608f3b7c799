using System.Net.Http.Headers;
using System.Text;

namespace LambdaImage.Engine.Registries.Auth;

/// <summary>What goes into the Authorization header of one request, and where it came from, so that it can be thrown
/// away when refused.</summary>
/// <param name="Header">The header's value.</param>
/// <param name="Login">The login behind it; null when anonymous.</param>
/// <param name="Token">The token in it; null for Basic.</param>
internal sealed record Authorization(AuthenticationHeaderValue Header, RegistryLogin? Login, BearerToken? Token)
{
    public static Authorization Basic(RegistryLogin login) => new(BasicHeader(login), login, null);

    public static Authorization Bearer(BearerToken token, RegistryLogin? login) =>
        new(new AuthenticationHeaderValue("Bearer", token.Value), login, token);

    public static AuthenticationHeaderValue BasicHeader(RegistryLogin login) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{login.UserName}:{login.Password}")));

    public override string ToString() => $"{Header.Scheme}, {Login?.ToString() ?? "anonymous"}";
}

using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace LambdaImage.TestKit;

/// <summary>How an <see cref="InMemoryRegistry"/> host wants requests to be authorized.</summary>
internal abstract class InMemoryRegistryAuth
{
    /// <summary>The refusal, or null when the request may pass.</summary>
    public abstract HttpResponseMessage? Refuse(
        RecordedRequest request, IReadOnlyList<string> scopes, TimeProvider clock);

    protected static bool IsBasic(AuthenticationHeaderValue? header, string user, string password) =>
        header is { Scheme: "Basic", Parameter: { } sent }
        && Encoding.UTF8.GetString(Convert.FromBase64String(sent)) == $"{user}:{password}";

    /// <summary>Everyone may do everything.</summary>
    public sealed class None : InMemoryRegistryAuth
    {
        public override HttpResponseMessage? Refuse(RecordedRequest request, IReadOnlyList<string> scopes,
            TimeProvider clock) => null;
    }

    /// <summary>A password with every request, as ECR does.</summary>
    public sealed class Basic(string user, string password) : InMemoryRegistryAuth
    {
        public string Password { get; set; } = password;

        /// <summary>Whether any other password is refused as ECR refuses an expired one: with 403.</summary>
        public bool SaysExpired { get; set; }

        public override HttpResponseMessage? Refuse(
            RecordedRequest request, IReadOnlyList<string> scopes, TimeProvider clock)
        {
            if (IsBasic(request.Authorization, user, Password)) return null;
            return SaysExpired && request.Authorization is not null
                ? RegistryAnswer.Error(
                    403, "DENIED", "Your authorization token has expired. Reauthenticate and try again.")
                : RegistryAnswer.Error(401, "UNAUTHORIZED", "Not Authorized")
                    .With("WWW-Authenticate", $"Basic realm=\"https://{request.Url.Authority}/\",service=\"registry\"");
        }
    }

    /// <summary>Tokens for scopes, from a service elsewhere, as Docker Hub does.</summary>
    public sealed class Bearer(string realm) : InMemoryRegistryAuth
    {
        private readonly ConcurrentDictionary<string,
        (string Scopes, DateTimeOffset End)> _tokens = new(StringComparer.Ordinal);
        private readonly ConcurrentDictionary<string, string?> _logins = new(StringComparer.Ordinal);
        private int _issued;

        public string Realm => realm;

        /// <summary>User and password that are needed; null: strangers get tokens, too.</summary>
        public (string User, string Password)? Login { get; set; }

        /// <summary>Whether strangers get tokens although there is a login.</summary>
        public bool LetsStrangersIn { get; set; }

        /// <summary>Whether any login gets a token.</summary>
        public bool TakesAnyLogin { get; set; }

        /// <summary>OAuth2 refresh token that is accepted.</summary>
        public string? RefreshToken { get; set; }

        public TimeSpan Lifetime { get; set; } = TimeSpan.FromMinutes(5);

        /// <summary>A scope demanded besides those that are computed.</summary>
        public string? AlsoDemands { get; set; }

        public int Issued => _issued;

        /// <summary>The Basic login that a token was given for; null: none.</summary>
        public string? LoginBehind(string token) => _logins.GetValueOrDefault(token);

        /// <summary>Makes all tokens worthless, as if they had expired.</summary>
        public void Revoke() => _tokens.Clear();

        public override HttpResponseMessage? Refuse(
            RecordedRequest request, IReadOnlyList<string> scopes, TimeProvider clock)
        {
            IReadOnlyList<string> needed = AlsoDemands is null ? scopes : [.. scopes, AlsoDemands];
            if (request.Authorization is { Scheme: "Bearer", Parameter: { } sent }
                && _tokens.TryGetValue(sent, out var token)
                && token.End > clock.GetUtcNow() && needed.All(scope => Grants(token.Scopes, scope)))
                return null;
            return RegistryAnswer.Error(401, "UNAUTHORIZED", "authentication required").With(
                "WWW-Authenticate",
                $"Bearer realm=\"{realm}\",service=\"registry.test\",scope=\"{string.Join(' ', needed)}\"");
        }

        public async Task<HttpResponseMessage> IssueAsync(
            HttpRequestMessage request, RecordedRequest record, TimeProvider clock, CancellationToken cancel)
        {
            var scopes = string.Join(' ', record.Url.Query.TrimStart('?').Split('&').Where(
                each => each.StartsWith("scope=", StringComparison.Ordinal))
                .Select(each => Uri.UnescapeDataString(each["scope=".Length..])));
            if (record.Method == "POST")
            {
                var form = (await request.Content!.ReadAsStringAsync(cancel)).Split('&')
                    .Select(each => each.Split('=', 2))
                    .ToDictionary(each => each[0], each => WebUtility.UrlDecode(each[1]), StringComparer.Ordinal);
                if (form["grant_type"] != "refresh_token" || form["refresh_token"] != RefreshToken)
                    return RegistryAnswer.Error(401, "UNAUTHORIZED", "invalid refresh token");
                scopes = form["scope"];
            }
            else if (record.Authorization is not null
                ? !TakesAnyLogin && (Login is null || !IsBasic(record.Authorization, Login.Value.User, Login.Value.Password))
                : Login is not null && !LetsStrangersIn)
            {
                return RegistryAnswer.Error(401, "UNAUTHORIZED", "incorrect username or password");
            }

            var value = $"token-{Interlocked.Increment(ref _issued)}-{Guid.NewGuid():N}";
            _tokens[value] = (scopes, clock.GetUtcNow() + Lifetime);
            _logins[value] = record.Authorization?.Parameter;
            var answer = RegistryAnswer.Status(200);
            var seconds = Lifetime.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
            answer.Content = new StringContent($$"""{"token":"{{value}}","expires_in":"{{seconds}}"}""");
            return answer;
        }

        private static bool Grants(string granted, string scope)
        {
            var cut = scope.LastIndexOf(':');
            if (cut < 0) return granted.Split(' ').Contains(scope, StringComparer.Ordinal);
            return granted.Split(' ').Any(each => each.StartsWith(scope[..(cut + 1)], StringComparison.Ordinal)
                && scope[(cut + 1)..].Split(',').All(action => each[(cut
                    + 1)..].Split(',').Contains(action, StringComparer.Ordinal)));
        }
    }
}

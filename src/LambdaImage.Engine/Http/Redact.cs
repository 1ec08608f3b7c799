using System.Text.RegularExpressions;

namespace LambdaImage.Engine.Http;

/// <summary>Takes secrets out of whatever is about to be logged or put into an error.</summary>
internal static partial class Redact
{
    private const string Hidden = "…";

    /// <summary>Query parameters that say what was asked; every other one may be a signature, a token or a
    /// session.</summary>
    private static readonly HashSet<string> Harmless =
        new(StringComparer.Ordinal) { "digest", "mount", "from", "service", "scope", "n", "last" };

    /// <summary>The address without user info, and with only those parameters that cannot be secret.</summary>
    public static string Url(Uri url)
    {
        if (!url.IsAbsoluteUri) return url.OriginalString.Split('?', 2)[0];
        var plain = $"{url.Scheme}://{url.Authority}{url.AbsolutePath}";
        var query = url.Query.TrimStart('?');
        return query.Length == 0 ? plain : $"{plain}?{string.Join('&', query.Split('&').Select(Parameter))}";
    }

    /// <summary>Free text, such as what a registry answered, with addresses and tokens in it made harmless.</summary>
    public static string Text(string text)
    {
        var plain = Addresses().Replace(
            text, found => Uri.TryCreate(found.Value, UriKind.Absolute, out var url) ? Url(url) : Hidden);
        plain = Schemes().Replace(plain, "${scheme} " + Hidden);
        return Members().Replace(plain, "${name}" + Hidden);
    }

    private static string Parameter(string parameter)
    {
        var name = parameter.Split('=', 2)[0];
        return Harmless.Contains(name) ? Uri.UnescapeDataString(parameter) : $"{name}={Hidden}";
    }

    [GeneratedRegex("""https?://[^\s"'<>]+""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Addresses();

    [GeneratedRegex(@"\b(?<scheme>bearer|basic)\s+[A-Za-z0-9+/=._~-]{8,}",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Schemes();

    [GeneratedRegex(
        """(?<name>"?\b(?:(?:access_|refresh_|identity|registry)?token|password|secret)"?\s*[:=]\s*"?)[^"\s,&}]{4,}""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Members();
}

using System.Text.RegularExpressions;
using System.Text;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Processes;

namespace LambdaImage.Engine.Sboms;

/// <summary>Writes package URLs, the names that scanners know packages by.
/// <see href="https://github.com/package-url/purl-spec"/></summary>
internal static partial class PackageUrl
{
    /// <param name="type">Kind of package, for example <c>npm</c>.</param>
    /// <param name="scope">What stands before the name, its parts with slashes between; null: nothing.</param>
    /// <param name="name">Name.</param>
    /// <param name="version">Version; null or empty: not known.</param>
    /// <param name="qualifiers">Further facts; those without a value are left out.</param>
    public static string Of(string type, string? scope, string name, string? version, params IEnumerable<(string Key, string? Value)> qualifiers)
    {
        var text = new StringBuilder("pkg:").Append(type).Append('/');
        foreach (var part in (scope ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries)) text.Append(Encode(part)).Append('/');
        text.Append(Encode(name));
        if (!string.IsNullOrEmpty(version)) text.Append('@').Append(Encode(version));
        var separator = '?';
        foreach (var (key, value) in qualifiers.Where(each => !string.IsNullOrEmpty(each.Value)).OrderBy(each => each.Key, StringComparer.Ordinal))
        {
            text.Append(separator).Append(key).Append('=').Append(Encode(value!));
            separator = '&';
        }

        return text.ToString();
    }

    /// <summary>A name such as <c>@scope/name</c> or <c>vendor/name</c>, taken apart at its last slash.</summary>
    public static (string? Scope, string Name) Split(string name) =>
        name.LastIndexOf('/') is > 0 and var slash ? (name[..slash], name[(slash + 1)..]) : (null, name);

    /// <summary>The address of a repository as <c>vcs_url</c> has it: <c>git+https://host/path@commit</c>, without a password.</summary>
    /// <param name="source">The address as lock files have it, for example <c>git+https://host/path?branch=main#commit</c>; null: none.</param>
    public static string? Repository(string? source) =>
        source is null ? null : SecretMask.WithoutUser(Query().Replace(source.StartsWith("git+", StringComparison.Ordinal) ? source : "git+" + source, "")).Replace('#', '@');

    /// <summary>An image: where it is, and what it is where its digest is known.</summary>
    /// <param name="image">Its reference.</param>
    /// <param name="architecture">Its processor.</param>
    public static string Of(ImageReference image, LambdaArchitecture architecture) => Of(
        "oci", null, image.Repository.Split('/')[^1], image.Digest?.Value,
        ("arch", architecture.OciName()), ("repository_url", image.Name), ("tag", image.Tag));

    private static string Encode(string text)
    {
        var encoded = new StringBuilder(text.Length);
        foreach (var unit in Encoding.UTF8.GetBytes(text))
        {
            if (char.IsAsciiLetterOrDigit((char)unit) || (char)unit is '.' or '-' or '_' or '~' or ':') encoded.Append((char)unit);
            else encoded.Append('%').Append(unit.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        }

        return encoded.ToString();
    }

    [GeneratedRegex(@"\?[^#]*", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Query();
}

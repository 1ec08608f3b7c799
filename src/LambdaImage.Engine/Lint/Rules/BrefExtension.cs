namespace LambdaImage.Engine.Lint.Rules;

/// <summary>Images of PHP extensions that do not fit Bref's image, or are copied to the wrong place.</summary>
internal sealed class BrefExtension : ILintRule
{
    /// <summary>Extensions that have moved into Bref's image, or were given up, with version 3.</summary>
    private static readonly HashSet<string> Gone = new(StringComparer.Ordinal)
    {
        "cassandra", "decimal", "imap", "memcache", "openswoole", "redis", "scrypt", "snmp", "spx", "swoole", "tidy",
    };

    public LintSeverity Severity => LintSeverity.Error;

    public string Title => "PHP extension that does not fit Bref's image";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        if (subject.Base.Bref is not { Extension: null } bref) yield break;
        foreach (var (copy, name) in BrefExtensionImages.In(subject))
        {
            if (name.Php != bref.Php)
                yield return subject.Of(copy, copy.From!, $"{copy.From} is for PHP {Dotted(name.Php)}, and {subject.Base.Text} has PHP {Dotted(bref.Php)}.", $"Write {copy.From!.Replace("php-" + name.Php, "php-" + bref.Php, StringComparison.Ordinal)}.");
            else if (name.IsUnified && bref.IsUnified && Gone.Contains(name.Extension!))
                yield return subject.Of(copy, copy.From!, $"Bref {BrefName.Newest} has no image {copy.From}.", name.Extension == "redis" ? "Switch the built-in extension on: extension=redis in php/conf.d/php.ini." : "Compile it in a stage of Bref's build image, or do without.");
            else if (copy.Sources is not ["/opt" or "/opt/"] || copy.Destination.TrimEnd('/') != "/opt")
                yield return subject.Of(copy, copy.Destination, "The extension, its libraries and the ini file that switches it on lie in several folders below /opt.", $"Write COPY --from={copy.From} /opt /opt.") with { Severity = LintSeverity.Warning };
        }
    }

    private static string Dotted(string php) => $"{php[0]}.{php[1]}";
}

using System.Text.RegularExpressions;
using LambdaImage.Engine.Configuration;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;
using YamlDotNet.RepresentationModel;

namespace LambdaImage.Engine.Services.Imports;

/// <summary>Works out the variables of serverless.yml. The stage and the environment become references of ours, so that a file that is written down
/// serves all stages and holds no secret.
/// <see href="https://www.serverless.com/framework/docs/providers/aws/guide/variables"/></summary>
internal sealed partial class ServerlessVariables : ForeignYaml
{
    /// <summary>The option that the Region of the session is there.</summary>
    public const string Region = "${opt:region}";

    /// <summary>The option that the profile of the session is there.</summary>
    public const string Profile = "${opt:aws-profile}";

    private const string FileKind = "file(";
    private const string Conversion = "strToBool(";
    private const int DeepestReference = 32;
    private const int LongestText = 64 * 1024;

    private readonly ProjectDirectory _project;
    private readonly Func<string, string?> _variable;
    private readonly ImportOptions _options;
    private readonly List<string> _open = [];
    private readonly Dictionary<string, YamlManifest?> _files = new(StringComparer.Ordinal);

    public ServerlessVariables(ProjectDirectory project, YamlManifest yaml, ImportOptions options, Func<string, string?> variable)
        : base(yaml, project.FullPath(yaml.File))
    {
        _project = project;
        _variable = variable;
        _options = options;
        Stage = options.Stage ?? "";
        Stage = options.Stage ?? (YamlManifest.Find(yaml.Root, "provider", "stage") is YamlScalarNode node && Concrete(node) is { Length: > 0 } own ? own : PublishRequest.DefaultStage);
    }

    /// <summary>The stage that values are chosen for.</summary>
    public string Stage { get; }

    protected override ConfigurationNode Scalar(YamlScalarNode scalar, ConfigurationPlace place)
    {
        if (!scalar.Tag.IsEmpty && !scalar.Tag.IsNonSpecific) return new UnknownValue(place, $"{scalar.Tag.Value} {scalar.Value}", "is a function of CloudFormation");
        return scalar.Value?.Contains("${", StringComparison.Ordinal) == true ? Text(scalar.Value, place, isConcrete: false) : Plain(scalar, place);
    }

    protected override ConfigurationNode? Function(YamlNode node, ConfigurationPlace place)
    {
        if (!node.Tag.IsEmpty && !node.Tag.IsNonSpecific) return new UnknownValue(place, node.Tag.Value, "is a function of CloudFormation");
        return node is YamlMappingNode { Children: { Count: 1 } only } && only.First().Key is YamlScalarNode { Value: { } name }
            && (name is "Ref" || name.StartsWith("Fn::", StringComparison.Ordinal)) ? new UnknownValue(place, name, "is a function of CloudFormation") : null;
    }

    private string? Concrete(YamlScalarNode node) => (Text(node.Value ?? "", Place(node), isConcrete: true) as ConfigurationText)?.Text;

    /// <summary>A text with its variables filled in; a variable that is all of it may stand for anything.</summary>
    private ConfigurationNode Text(string text, ConfigurationPlace place, bool isConcrete)
    {
        var result = new System.Text.StringBuilder();
        for (var at = 0; at < text.Length;)
        {
            var start = text.IndexOf("${", at, StringComparison.Ordinal);
            if (start < 0)
            {
                result.Append(text, at, text.Length - at);
                break;
            }

            result.Append(text, at, start - at);
            var end = End(text, start);
            if (end < 0) return new UnknownValue(place, text, "has no closing brace");
            var value = Reference(text[(start + 2)..end], place, isConcrete);
            if (start == 0 && end == text.Length - 1) return value ?? Undefined(text, place);
            switch (value)
            {
                case ConfigurationText part: result.Append(part.Text); break;
                case UnknownValue unknown: return unknown with { Text = text };
                case null: return Undefined(text, place);
                default: return new UnknownValue(place, text, "stands for something that is no text");
            }

            if (result.Length > LongestText) throw ServiceErrors.Foreign(place, $"variables fill in more than {LongestText} characters", "Write it shorter: variables that repeat each other grow quickly.");
            at = end + 1;
        }

        return new ConfigurationText(place, result.ToString(), IsQuoted: true);
    }

    /// <summary>Options of the command that can be given here too; null: the other tool's only, or not given.</summary>
    private string? Option(string name) => name switch
    {
        "region" or "r" => _options.Region,
        "aws-profile" => _options.Profile,
        _ => null,
    };

    private static UnknownValue Undefined(string text, ConfigurationPlace place) => text switch
    {
        Region or Profile => new UnknownValue(place, text, "is not given and has no default") { Instead = $"Give {(text == Region ? "-Region" : "-ProfileName")}." },
        _ when text.Contains("${opt:", StringComparison.Ordinal) => new UnknownValue(place, text, "is an option of the Serverless Framework's own command and has no default")
        {
            Instead = "Give it a default in the file, or write its value into lambda-image.yml: Import-LambdaImageConfiguration makes that file.",
        },
        _ => new UnknownValue(place, text, "is not defined and has no default"),
    };

    /// <summary>The first of its sources that is defined; null: none is.</summary>
    private ConfigurationNode? Reference(string expression, ConfigurationPlace place, bool isConcrete)
    {
        if (_open.Count >= DeepestReference) throw ServiceErrors.Foreign(place, $"variables refer to each other more than {DeepestReference} times", "Write the value out.");
        return First(Sources(expression), place, isConcrete);
    }

    private ConfigurationNode? First(string[] sources, ConfigurationPlace place, bool isConcrete)
    {
        if (sources is not [var source, .. var others]) return null;
        if (!isConcrete && source.StartsWith("env:", StringComparison.Ordinal) && Text(source, place, isConcrete: true) is ConfigurationText name)
            return Variable(name.Text, First(others, place, isConcrete), place);
        return Source(source, place, isConcrete) is { } value and not ConfigurationText { IsNothing: true } ? value : First(others, place, isConcrete);
    }

    /// <summary>A variable of the environment stays one, whatever it is now: it may be a secret.</summary>
    /// <param name="name">Its name after <c>env:</c>.</param>
    /// <param name="fallback">What it is without a value; null: nothing.</param>
    /// <param name="place">Where it stands.</param>
    private ConfigurationNode Variable(string name, ConfigurationNode? fallback, ConfigurationPlace place)
    {
        var text = (fallback as ConfigurationText)?.Text.Replace("${stage}", Stage, StringComparison.Ordinal);
        var inside = text switch
        {
            null => null,
            _ when text.StartsWith("${env:", StringComparison.Ordinal) && End(text, 0) == text.Length - 1 => text[2..^1],
            // It would be taken for another variable, or lose its spaces or quotes.
            _ when text.StartsWith("env:", StringComparison.Ordinal) || text.Trim().Length < text.Length || text is ['\'' or '"', ..] or [.., '\'' or '"'] => $"'{text}'",
            _ => text,
        };
        if (fallback is null) return new ConfigurationText(place, $"${{{name}}}", IsQuoted: true);
        return inside is not null && inside.AsSpan().IndexOfAny('}', '{', '\n') < 0
            ? new ConfigurationText(place, $"${{{name}, {inside}}}", IsQuoted: true)
            : new UnknownValue(place, $"${{{name}, …}}", "has a default that is no plain text");
    }

    private ConfigurationNode? Source(string source, ConfigurationPlace place, bool isConcrete)
    {
        if (source is ['\'', .., '\''] or ['"', .., '"']) return new ConfigurationText(place, source[1..^1], IsQuoted: true);
        if (source.StartsWith("${", StringComparison.Ordinal) && End(source, 0) == source.Length - 1) return Reference(source[2..^1], place, isConcrete);
        if (source.StartsWith(Conversion, StringComparison.Ordinal) && source.EndsWith(')'))
        {
            var inner = Source(source[Conversion.Length..^1].Trim(), place, isConcrete);
            return inner is ConfigurationText text ? text with { IsQuoted = text.Text.Contains("${", StringComparison.Ordinal) } : inner;
        }

        // What kind of source it is says what is written there: a value of a variable must not make another one of it.
        var literal = source.IndexOf("${", StringComparison.Ordinal) is var begin && begin < 0 ? source : source[..begin];
        var isFile = literal.StartsWith(FileKind, StringComparison.Ordinal);
        var close = Parenthesis().Match(literal) is { Success: true } open ? Closing(source, open.Length) + 1 : 0;
        if (isFile && close == 0) return new UnknownValue(place, $"${{{source}}}", "has no closing parenthesis");
        var colon = isFile || (close > 0 && close < source.Length && source[close] == ':') ? close : literal.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0) return begin < 0 ? new ConfigurationText(place, source, IsQuoted: false) : Text(source, place, isConcrete);
        var kind = source[..colon];
        if (Filled(colon < source.Length ? source[(colon + 1)..] : "") is not { } address || Filled(isFile ? source[FileKind.Length..(colon - 1)] : "") is not { } file)
            return new UnknownValue(place, source, "depends on a value that is not defined");
        if (isFile) return FromFile(file, address, kind, place);
        return kind switch
        {
            "env" when !isConcrete => Variable($"env:{address}", fallback: null, place),
            "env" => _variable(address) is { } value ? new ConfigurationText(place, value, IsQuoted: true) : null,
            "opt" when address == "stage" => StageAt(place, isConcrete, given: true),
            "opt" when Option(address) is { } option => new ConfigurationText(place, option, IsQuoted: true),
            "opt" => null,
            "sls" when address == "stage" => StageAt(place, isConcrete, given: false),
            "self" when address == "provider.stage" => StageAt(place, isConcrete, given: false),
            "self" => FromNode(Yaml.Root, address, $"self:{address}", place),
            "param" => FromNode(Yaml.Root, $"stages.{Stage}.params.{address}", $"param:{address}", place) ?? FromNode(Yaml.Root, $"params.{Stage}.{address}", $"param:{address}", place)
                ?? FromNode(Yaml.Root, $"stages.default.params.{address}", $"param:{address}", place) ?? FromNode(Yaml.Root, $"params.default.{address}", $"param:{address}", place),
            _ => new UnknownValue(place, $"${{{source}}}", $"is known to {Owner(kind)} only"),
        };

        string? Filled(string part) => part.Contains("${", StringComparison.Ordinal) ? (Text(part, place, isConcrete: true) as ConfigurationText)?.Text : part;
    }

    /// <summary>The stage stays a reference: it is what one file is written for.</summary>
    private ConfigurationText? StageAt(ConfigurationPlace place, bool isConcrete, bool given)
    {
        // While the stage itself is being found out, none is given.
        if (Stage.Length == 0) return given ? null : new ConfigurationText(place, PublishRequest.DefaultStage, IsQuoted: true);
        return new ConfigurationText(place, isConcrete ? Stage : "${stage}", IsQuoted: true);
    }

    private ConfigurationNode? FromNode(YamlNode root, string address, string name, ConfigurationPlace place)
    {
        if (_open.Contains(name)) throw ServiceErrors.Foreign(place, $"variables refer to themselves: {string.Join(" → ", [.. _open, name])}", "Give one of them a value of its own.");
        var node = root;
        foreach (var part in address.Length == 0 ? [] : address.Split('.'))
        {
            node = node switch
            {
                YamlSequenceNode list when int.TryParse(part, out var index) && index >= 0 && index < list.Children.Count => list.Children[index],
                YamlScalarNode { Value: { } text } when text.StartsWith("${", StringComparison.Ordinal) => null,
                _ => YamlManifest.Find(node, part),
            };
            if (node is null) return null;
        }

        _open.Add(name);
        try
        {
            return At(Read(node), place);
        }
        finally
        {
            _open.RemoveAt(_open.Count - 1);
        }
    }

    /// <param name="file">The file.</param>
    /// <param name="address">What of it.</param>
    /// <param name="written">Both the file's name and what is around it, as they are written: variables may be secrets.</param>
    /// <param name="place">Where it stands.</param>
    private ConfigurationNode? FromFile(string file, string address, string written, ConfigurationPlace place)
    {
        var path = file.Trim().Trim('\'', '"');
        if (RelativePath.Combine("serverless.yml", path) is not { } inside) return Gap("lies outside of the folder");
        if (Path.GetExtension(inside) is ".js" or ".ts" or ".mjs" or ".cjs") return Gap("is a program, which is never run");
        if (_options.IsWritten && SecretSources.IsFile(inside)) return Gap(SecretSources.Reason) with { Instead = SecretSources.Instead };
        if (!_project.Exists(inside)) return null;
        if (Path.GetExtension(inside) is not (".yml" or ".yaml" or ".json"))
            return address.Length == 0 && _project.ReadText(inside) is { } text ? new ConfigurationText(place, Literal(text), IsQuoted: true) : Gap("is no YAML");
        if (!_files.TryGetValue(inside, out var yaml)) _files[inside] = yaml = YamlManifest.Read(_project, inside);
        return yaml is null ? null : FromNode(yaml.Root, address, $"file({inside}):{address}", place);

        UnknownValue Gap(string reason) => new(place, $"${{{written}}}", reason);
    }

    /// <summary>What comes from elsewhere is told where it is used: there one can do something about it.</summary>
    private static ConfigurationNode At(ConfigurationNode node, ConfigurationPlace place) => node switch
    {
        UnknownValue unknown => unknown with { Place = place },
        ConfigurationText text => text with { Place = place },
        _ => node,
    };

    private static string Owner(string kind) => kind switch
    {
        "ssm" => "Systems Manager",
        "cf" or "Fn" => "CloudFormation",
        "s3" => "Amazon S3",
        "aws" or "AWS" => "AWS",
        "output" or "state" => "the Serverless dashboard",
        _ when kind.StartsWith("ssm", StringComparison.Ordinal) => "Systems Manager",
        _ when kind.StartsWith("cf", StringComparison.Ordinal) => "CloudFormation",
        _ => "the Serverless Framework or a plugin of it",
    };

    /// <summary>Where the brace that was opened at a place is closed; -1: nowhere.</summary>
    private static int End(string text, int start)
    {
        var depth = 0;
        for (var at = start; at < text.Length; at++)
        {
            if (text[at] == '$' && at + 1 < text.Length && text[at + 1] == '{')
            {
                depth++;
                at++;
            }
            else if (text[at] == '}' && --depth == 0)
            {
                return at;
            }
        }

        return -1;
    }

    /// <summary>Where the parenthesis that was opened before a place is closed; -1: nowhere.</summary>
    private static int Closing(string text, int start)
    {
        for (var at = start; at < text.Length; at++)
        {
            if (text.AsSpan(at).StartsWith("${", StringComparison.Ordinal)) at = End(text, at) is var end && end < 0 ? text.Length : end;
            else if (text[at] == ')') return at;
        }

        return -1;
    }

    /// <summary>The sources between commas, of which those in quotes, parentheses and inner variables do not count.</summary>
    private static string[] Sources(string expression)
    {
        List<string> sources = [];
        var (depth, quote, begin) = (0, '\0', 0);
        for (var at = 0; at < expression.Length; at++)
        {
            var letter = expression[at];
            if (quote != '\0') quote = letter == quote ? '\0' : quote;
            else if (letter is '\'' or '"') quote = letter;
            else if (letter is '{' or '(') depth++;
            else if (letter is '}' or ')') depth--;
            else if (letter == ',' && depth == 0)
            {
                sources.Add(expression[begin..at].Trim());
                begin = at + 1;
            }
        }

        return [.. sources, expression[begin..].Trim()];
    }

    /// <summary>Such as <c>file(</c> and <c>ssm(</c>.</summary>
    [GeneratedRegex(@"^[A-Za-z]\w*\(", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Parenthesis();
}

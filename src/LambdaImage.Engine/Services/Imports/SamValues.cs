using System.Text.RegularExpressions;
using LambdaImage.Engine.Configuration;
using LambdaImage.Engine.Projects.Manifests;
using YamlDotNet.RepresentationModel;

namespace LambdaImage.Engine.Services.Imports;

/// <summary>Works out references to parameters of a template, from what samconfig.toml gives them or from their defaults.</summary>
/// <param name="yaml">The template.</param>
/// <param name="path">Its absolute path.</param>
/// <param name="settings">What samconfig.toml says.</param>
/// <param name="isWritten">Whether the values get into a file, which holds no secrets.</param>
internal sealed partial class SamValues(YamlManifest yaml, string path, SamConfig settings, bool isWritten) : ForeignYaml(yaml, path)
{
    private const string Reason = "is known to CloudFormation only";

    protected override ConfigurationNode Scalar(YamlScalarNode scalar, ConfigurationPlace place)
    {
        if (scalar.Tag.IsEmpty || scalar.Tag.IsNonSpecific)
            return scalar.Value?.Contains("${", StringComparison.Ordinal) == true ? new ConfigurationText(place, Literal(scalar.Value), IsQuoted: true) : Plain(scalar, place);
        return scalar.Tag.Value switch
        {
            "!Ref" => Parameter(scalar.Value!, place) ?? new UnknownValue(place, $"!Ref {scalar.Value}", Reason),
            "!Sub" => Substituted(scalar.Value!, place),
            _ => new UnknownValue(place, $"{scalar.Tag.Value} {scalar.Value}", Reason),
        };
    }

    protected override ConfigurationNode? Function(YamlNode node, ConfigurationPlace place)
    {
        if (!node.Tag.IsEmpty && !node.Tag.IsNonSpecific) return new UnknownValue(place, node.Tag.Value, Reason);
        if (node is not YamlMappingNode { Children: { Count: 1 } only } || only.First() is not { Key: YamlScalarNode { Value: { } name } } pair) return null;
        return (name, pair.Value) switch
        {
            ("Ref", YamlScalarNode { Value: { } target }) => Parameter(target, place) ?? new UnknownValue(place, $"Ref {target}", Reason),
            ("Fn::Sub", YamlScalarNode { Value: { } text }) => Substituted(text, place),
            _ when name.StartsWith("Fn::", StringComparison.Ordinal) => new UnknownValue(place, name, Reason),
            _ => null,
        };
    }

    private ConfigurationNode? Parameter(string name, ConfigurationPlace place)
    {
        if (isWritten && YamlManifest.Find(Yaml.Root, "Parameters", name, "NoEcho") is YamlScalarNode { Value: "true" or "True" or "TRUE" })
            return new UnknownValue(place, $"!Ref {name}", SecretSources.Reason) { Instead = SecretSources.Instead };
        if (settings.Parameters.TryGetValue(name, out var given)) return new ConfigurationText(place, Literal(given), IsQuoted: true);
        return YamlManifest.Find(Yaml.Root, "Parameters", name, "Default") is YamlScalarNode { Value: { } value } ? new ConfigurationText(place, Literal(value), IsQuoted: false) : null;
    }

    private ConfigurationNode Substituted(string text, ConfigurationPlace place)
    {
        var isKnown = true;
        UnknownValue? secret = null;
        var result = Variable().Replace(text, match =>
        {
            // ${!Name} is a plain ${Name}.
            if (match.Groups["name"].Value is ['!', .. var literal]) return $"$${{{literal}}}";
            var value = Parameter(match.Groups["name"].Value.Trim(), place);
            isKnown &= value is not null;
            secret ??= value as UnknownValue;
            return (value as ConfigurationText)?.Text ?? "";
        });
        if (secret is not null) return secret with { Text = $"!Sub {text}" };
        return isKnown ? new ConfigurationText(place, result, IsQuoted: true) : new UnknownValue(place, $"!Sub {text}", Reason);
    }

    [GeneratedRegex(@"\$\{(?<name>[^{}]*)\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variable();
}

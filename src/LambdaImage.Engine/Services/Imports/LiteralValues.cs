using LambdaImage.Engine.Configuration;
using LambdaImage.Engine.Projects.Manifests;
using YamlDotNet.RepresentationModel;

namespace LambdaImage.Engine.Services.Imports;

/// <summary>A file without variables: whatever looks like one is text.</summary>
internal sealed class LiteralValues(YamlManifest yaml, string path) : ForeignYaml(yaml, path)
{
    protected override ConfigurationNode Scalar(YamlScalarNode scalar, ConfigurationPlace place) =>
        Plain(scalar, place) is var text && text.Text.Contains("${", StringComparison.Ordinal) ? text with { Text = Literal(text.Text), IsQuoted = true } : text;
}

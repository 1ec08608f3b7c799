using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;
using Tomlyn.Model;

namespace LambdaImage.Engine.Services.Imports;

/// <summary>What samconfig.toml says about a deployment.
/// <see href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-sam-cli-config.html"/></summary>
/// <param name="StackName">Name of the stack; null: none.</param>
/// <param name="Region">AWS Region; null: none.</param>
/// <param name="Parameters">Values of the template's parameters.</param>
internal sealed record SamConfig(string? StackName, string? Region, IReadOnlyDictionary<string, string> Parameters)
{
    private const string File = "samconfig.toml";
    private const string Default = "default";

    /// <summary>The settings of a stage, which SAM calls an environment; what it does not say, the default one does.</summary>
    public static SamConfig Read(ProjectDirectory project, string? stage)
    {
        var toml = TomlManifest.Read(project, File);
        TomlTable?[] tables =
        [
            .. ((string[])[stage ?? Default, Default]).Distinct(StringComparer.Ordinal)
                .SelectMany(name => new[] { toml?.Table(name, "deploy", "parameters"), toml?.Table(name, "global", "parameters") }),
        ];
        object? Value(string key) => tables.Select(table => table is not null && table.TryGetValue(key, out var value) ? value : null).FirstOrDefault(value => value is not null);
        var overrides = Value("parameter_overrides") switch
        {
            string text => CommandText.Split(text),
            TomlArray list => [.. list.OfType<string>()],
            _ => [],
        };
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in overrides.Select(each => each.Split('=', 2)).Where(pair => pair.Length == 2)) parameters[pair[0]] = pair[1].Trim('"');
        return new SamConfig(Value("stack_name") as string, Value("region") as string, parameters);
    }
}

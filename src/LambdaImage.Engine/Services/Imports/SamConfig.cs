using LambdaImage.Engine.Configuration;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;
using Tomlyn.Model;

namespace LambdaImage.Engine.Services.Imports;

/// <summary>What samconfig.toml says about a deployment.
/// <see href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-sam-cli-config.html"/></summary>
internal sealed class SamConfig
{
    private const string File = "samconfig.toml";
    private const string Default = "default";

    /// <summary>Keys that have a row in <see cref="SamKeys"/>; the others steer SAM and its stack.</summary>
    private static readonly string[] Ours = ["region", "profile", "tags", "image_repository", "image_repositories"];

    private readonly ProjectDirectory _project;
    private readonly IReadOnlyList<TomlTable> _tables;

    private SamConfig(ProjectDirectory project, IReadOnlyList<TomlTable> tables)
    {
        _project = project;
        _tables = tables;
        Parameters = Pairs("parameter_overrides");
    }

    /// <summary>Name of the stack; null: none.</summary>
    public string? StackName => Value("stack_name") as string;

    /// <summary>Values of the template's parameters.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; }

    /// <summary>The settings of a stage, which SAM calls an environment; what it does not say, the default one does.</summary>
    public static SamConfig Read(ProjectDirectory project, string? stage)
    {
        var toml = TomlManifest.Read(project, File);
        return new SamConfig(project,
        [
            .. ((string[])[stage ?? Default, Default]).Distinct(StringComparer.Ordinal)
                .SelectMany(name => new[] { toml?.Table(name, "deploy", "parameters"), toml?.Table(name, "global", "parameters") }).OfType<TomlTable>(),
        ]);
    }

    /// <summary>Takes over what concerns functions and their repository.</summary>
    /// <param name="tree">Where it goes.</param>
    public void Take(ImportTree tree)
    {
        foreach (var key in Ours)
        {
            if (Value(key) is not { } value) continue;
            var (place, theirs) = (Place(key), $"{File}: {key}");
            switch (key, value)
            {
                case ("region" or "profile", string text): tree.Set([key], text, place); break;
                case ("tags", _):
                    foreach (var (name, tag) in Pairs(key)) tree.Set(["defaults", "tags", name], new ConfigurationText(place, tag.Replace("${", "$${", StringComparison.Ordinal), IsQuoted: true), theirs);
                    break;
                case ("image_repository", string uri): RepositoryUri.Take(tree, uri, place, theirs); break;
                default: tree.Gap(theirs, place, SamKeys.All.First(row => row.Theirs == $"{File}: image_repositories").Note); break;
            }
        }
    }

    private object? Value(string key) => _tables.Select(table => table.TryGetValue(key, out var value) ? value : null).FirstOrDefault(value => value is not null);

    private Dictionary<string, string> Pairs(string key)
    {
        var words = Value(key) switch
        {
            string text => CommandText.Split(text),
            TomlArray list => [.. list.OfType<string>()],
            _ => [],
        };
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in words.Select(each => each.Split('=', 2)).Where(pair => pair.Length == 2)) pairs[pair[0]] = pair[1].Trim('"');
        return pairs;
    }

    private ConfigurationPlace Place(string key) => new(
        _project.FullPath(File), _project.Lines(File).FirstOrDefault(line => line.Text.Split('=')[0].Trim() == key) is { Number: > 0 } line ? line.Number : 1, 1);
}

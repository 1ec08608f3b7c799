using System.Text.RegularExpressions;
using LambdaImage.Engine.Configuration;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;
using Tomlyn.Model;

namespace LambdaImage.Engine.Services.Imports;

/// <summary>What samconfig.toml says about a deployment.
/// <see href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-sam-cli-config.html"/></summary>
internal sealed partial class SamConfig
{
    private const string File = "samconfig.toml";
    private const string Default = "default";

    /// <summary>What SAM reads where there is no samconfig.toml.</summary>
    private static readonly string[] Yaml = ["samconfig.yaml", "samconfig.yml"];

    /// <summary>Keys that are taken over here, each with a row in <see cref="SamKeys"/>.</summary>
    private static readonly string[] Ours = ["region", "profile", "tags", "image_repository", "image_repositories"];

    /// <summary>Keys that others ask for.</summary>
    private static readonly string[] Asked = ["stack_name", "parameter_overrides"];

    /// <summary>Commands whose settings are about deployments.</summary>
    private static readonly string[] Commands = ["deploy", "global"];

    private readonly ProjectDirectory _project;
    private readonly IReadOnlyList<TomlTable> _tables;
    private readonly IReadOnlyList<string> _others;

    private SamConfig(ProjectDirectory project, IReadOnlyList<TomlTable> tables, IReadOnlyList<string> others)
    {
        _project = project;
        _tables = tables;
        _others = others;
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
        string[] stages = [.. ((string[])[stage ?? Default, Default]).Distinct(StringComparer.Ordinal)];
        return new SamConfig(
            project,
            [.. stages.SelectMany(name => Commands.Select(command => toml?.Table(name, command, "parameters"))).OfType<TomlTable>()],
            [.. stages.Select(name => toml?.Table(name)).OfType<TomlTable>().SelectMany(OtherKeys).Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>Keys that steer SAM: those of its other commands come with the command's name.</summary>
    private static IEnumerable<string> OtherKeys(TomlTable stage) =>
        from command in stage
        let parameters = (command.Value as TomlTable)?.TryGetValue("parameters", out var found) == true ? found as TomlTable : null
        from key in parameters?.Keys ?? []
        where !Commands.Contains(command.Key) || !Ours.Concat(Asked).Contains(key)
        select Commands.Contains(command.Key) ? key : $"{command.Key}.{key}";

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
                default: tree.Gap(theirs, place, Note($"{File}: {key}")); break;
            }
        }

        if (!_project.Exists(File) && _project.FirstOf(Yaml) is { } other) tree.Gap(other, new ConfigurationPlace(_project.FullPath(other), 1, 1), Note(Yaml[0]));
        foreach (var key in _others) tree.Gap($"{File}: {key}", Place(key.Split('.')[^1]), Note($"{File}: *"));

        static string Note(string key) => SamKeys.All.First(row => row.Theirs == key).Note;
    }

    private object? Value(string key) => _tables.Select(table => table.TryGetValue(key, out var value) ? value : null).FirstOrDefault(value => value is not null);

    private Dictionary<string, string> Pairs(string key)
    {
        var words = Value(key) switch
        {
            string text => (IEnumerable<string>)CommandText.Split(text),
            TomlArray list => list.OfType<string>().SelectMany(CommandText.Split),
            _ => [],
        };
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in words.Select(each => Pair().Match(each)).Where(pair => pair.Success)) pairs[pair.Groups["name"].Value] = pair.Groups["value"].Value.Trim('"');
        return pairs;
    }

    /// <summary><c>NAME=VALUE</c>, or the same as CloudFormation's own command has it.</summary>
    [GeneratedRegex("^(ParameterKey=(?<name>[^,=]+),ParameterValue=|(?<name>[^=]+)=)(?<value>.*)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex Pair();

    private ConfigurationPlace Place(string key) => new(
        _project.FullPath(File), _project.Lines(File).FirstOrDefault(line => line.Text.Split('=')[0].Trim() == key) is { Number: > 0 } line ? line.Number : 1, 1);
}

using System.Text.RegularExpressions;
using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Lint.Shell;

namespace LambdaImage.Engine.Lint;

/// <summary>One stage with what rules ask about it: what it goes on from, its variables and its commands.</summary>
internal sealed partial class StageView
{
    private readonly Lazy<IReadOnlyList<StageCommand>> _commands;
    private readonly Lazy<IReadOnlyDictionary<string, string?>> _variables;

    private StageView(Dockerfile document, Stage stage, int index, StageView? parent, string image, SourceMap source)
    {
        (Stage, Index, Parent) = (stage, index, parent);
        Base = parent?.Base ?? BaseImage.Of(image);
        _commands = new(() => [.. stage.Instructions.OfType<Run>().SelectMany(run => RunScript.Of(run, source).Select(command => new StageCommand(this, run, command, source)))]);
        _variables = new(() => Declared(document));
    }

    public Stage Stage { get; }

    public int Index { get; }

    /// <summary>The stage it goes on from; null when that is an image.</summary>
    public StageView? Parent { get; }

    /// <summary>The image at the bottom.</summary>
    public BaseImage Base { get; }

    public string? Name => Stage.Name;

    public From From => Stage.From;

    public IReadOnlyList<Instruction> Instructions => Stage.Instructions;

    /// <summary>Commands of its RUN instructions in order.</summary>
    public IReadOnlyList<StageCommand> Commands => _commands.Value;

    /// <summary>It, and the stages it goes on from.</summary>
    public IEnumerable<StageView> Chain => Parent is null ? [this] : Parent.Chain.Prepend(this);

    /// <summary>Variables that instructions may use, with the values as far as the file tells.</summary>
    public IReadOnlyDictionary<string, string?> Variables => _variables.Value;

    /// <summary>A text with its variables replaced; null when the value of one is not known.</summary>
    public string? Expand(string text)
    {
        var isKnown = true;
        var expanded = Variable().Replace(text, match =>
        {
            if (match.Value[0] == '\\') return match.Value[1..];
            if (match.Groups["rest"].Value is { Length: > 0 } rest && !rest.StartsWith(":-", StringComparison.Ordinal) && !rest.StartsWith('-'))
            {
                isKnown = false;
                return "";
            }

            var value = Variables.GetValueOrDefault(match.Groups["name"].Value);
            if (string.IsNullOrEmpty(value) && match.Groups["rest"].Value is { Length: > 0 } fallback) value = fallback.TrimStart(':')[1..];
            if (value is null || value.Contains('$', StringComparison.Ordinal)) isKnown = false;
            return value ?? "";
        });
        return isKnown ? expanded.Trim('"', '\'') : null;
    }

    public static IReadOnlyList<StageView> All(Dockerfile document, SourceMap source)
    {
        var views = new List<StageView>();
        foreach (var stage in document.Stages)
        {
            var image = WithDefaults(stage.From.Image, document);
            var parent = views.LastOrDefault(view => image.Equals(view.Name, StringComparison.OrdinalIgnoreCase));
            views.Add(new StageView(document, stage, views.Count, parent, image, source));
        }

        return views;
    }

    /// <summary>A text of FROM with the defaults of the ARGs above it. What has none stays as it is.</summary>
    public static string WithDefaults(string text, Dockerfile document)
    {
        var values = document.GlobalArguments.SelectMany(arg => arg.Variables)
            .Where(pair => pair.Value is not null).GroupBy(pair => pair.Key, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Last().Value!.Trim('"', '\''), StringComparer.Ordinal);
        // Defaults may themselves name earlier arguments.
        for (var depth = 0; depth < 4 && text.Contains('$', StringComparison.Ordinal); depth++)
        {
            text = Variable().Replace(text, match => values.GetValueOrDefault(match.Groups["name"].Value)
                ?? (match.Groups["rest"].Value is { } rest && rest.StartsWith(":-", StringComparison.Ordinal) ? rest[2..] : match.Value));
        }

        return text;
    }

    private Dictionary<string, string?> Declared(Dockerfile document)
    {
        var variables = Parent is null ? new Dictionary<string, string?>(Base.Variables, StringComparer.Ordinal)
            // The environment goes on from stage to stage; arguments do not, but their values in it do.
            : new Dictionary<string, string?>(Parent.Variables, StringComparer.Ordinal);
        foreach (var instruction in Instructions)
        {
            if (instruction is Env env)
            {
                foreach (var (name, value) in env.Variables) variables[name] = Replace(value, variables);
            }
            else if (instruction is Arg arg)
            {
                foreach (var (name, value) in arg.Variables)
                    variables[name] = value is null ? Global(document, name) : Replace(value, variables);
            }
        }

        return variables;
    }

    private static string? Global(Dockerfile document, string name) => WithDefaults($"${{{name}}}", document) is { } text
        && !text.Contains('$', StringComparison.Ordinal) ? text : null;

    private static string Replace(string value, Dictionary<string, string?> variables) => Variable()
        .Replace(value, match => match.Value[0] == '\\' || match.Groups["rest"].Length > 0
            ? match.Value
            : variables.GetValueOrDefault(match.Groups["name"].Value) ?? match.Value)
        .Trim('"', '\'');

    [GeneratedRegex(@"\\\$|\$(?:(?<name>[A-Za-z_][A-Za-z0-9_]*)|\{(?<name>[A-Za-z_][A-Za-z0-9_]*)(?<rest>[^}]*)\})", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Variable();
}

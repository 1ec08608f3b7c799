using System.CommandLine;
using System.Globalization;

namespace LambdaImage.Tool.Options;

/// <summary>Options that belong together and are shared by several verbs.</summary>
internal abstract class OptionGroup
{
    private readonly List<Option> _options = [];

    public void AddTo(Command command)
    {
        foreach (var option in _options) command.Options.Add(option);
    }

    /// <summary>Takes the options of another group in.</summary>
    protected TGroup Include<TGroup>(TGroup group)
        where TGroup : OptionGroup
    {
        _options.AddRange(group._options);
        return group;
    }

    protected Option<T> Add<T>(string name, string description, params string[] aliases)
    {
        var option = new Option<T>(name, aliases) { Description = description };
        _options.Add(option);
        return option;
    }

    /// <summary>An option that may be given several times, each with one value.</summary>
    protected Option<string[]> AddMany(string name, string description, params string[] aliases)
    {
        var option = Add<string[]>(name, description, aliases);
        option.AllowMultipleArgumentsPerToken = false;
        return option;
    }

    /// <summary>Refuses a number that is out of bounds.</summary>
    protected static void Limit(Option option, double least, double most) => option.Validators.Add(result =>
    {
        if (result.Tokens is [var token] && double.TryParse(token.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && !(number >= least && number <= most))
            result.AddError(FormattableString.Invariant($"{option.Name} is from {least} to {most}."));
    });

    /// <summary>The value of an option; an empty one counts as not given, as what a script's unset variable leaves.</summary>
    protected static string? Text(ParseResult parsed, Option<string?> option) => parsed.GetValue(option) is { Length: > 0 } text ? text : null;

    /// <summary>Turns <c>name=value</c> texts into a dictionary.</summary>
    /// <exception cref="LambdaImageException">One of them has no equals sign.</exception>
    protected static IReadOnlyDictionary<string, string> Pairs(ParseResult parsed, Option<string[]> option)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in parsed.GetValue(option) ?? [])
        {
            var (name, value) = Pair(option, text);
            pairs[name] = value;
        }

        return pairs;
    }

    /// <summary>Splits <c>name=value</c>.</summary>
    /// <exception cref="LambdaImageException">It has no equals sign.</exception>
    protected static (string Name, string Value) Pair(Option option, string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals > 0
            ? (text[..equals], text[(equals + 1)..])
            : throw new LambdaImageException(
                ErrorKind.RequestInvalid, $"'{option.Name} {text}' is not of the form name=value.", $"Write it as {option.Name} NAME=VALUE.", text);
    }

    /// <summary>An event: JSON, or @FILE.</summary>
    /// <exception cref="LambdaImageException">The file cannot be read.</exception>
    protected static string? Payload(string? text)
    {
        if (text is null || !text.StartsWith('@')) return text;
        var path = FullPath.Of(text[1..], "The file after '@'");
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new LambdaImageException(
                ErrorKind.RequestInvalid, $"The event in '{text[1..]}' cannot be read: {problem.Message}", "Name a file that exists, or write the JSON itself.", text[1..]);
        }
    }
}

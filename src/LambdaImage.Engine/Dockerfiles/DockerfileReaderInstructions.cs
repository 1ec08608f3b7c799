using System.Text.RegularExpressions;
using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Dockerfiles;

/// <summary>Turns one statement into the record of its instruction.</summary>
internal static partial class DockerfileReaderInstructions
{
    private static readonly string[] HealthCheckFlags = ["--interval", "--timeout", "--start-period",
        "--start-interval", "--retries"];
    private static readonly string[] HaveFlags = ["FROM", "COPY", "ADD", "RUN", "HEALTHCHECK"];
    private static readonly string[] RunFlags = ["--mount", "--network", "--security", "--device"];

    public static Instruction Read(DockerfileReaderStatement statement)
    {
        var keyword = statement.Keyword.ToUpperInvariant();
        if (!DockerfileReaderUsage.Keywords.Contains(keyword))
        {
            var nearest = DockerfileReaderSpelling.Nearest(keyword, DockerfileReaderUsage.Keywords);
            throw DockerfileErrors.UnknownInstruction(statement.At(0), statement.Keyword, nearest);
        }

        var line = new Line(statement, keyword);
        if (!HaveFlags.Contains(keyword)) line.SkipFlags();
        if (line.Rest.Length == 0) throw line.Error($"{keyword} needs arguments.");
        Instruction instruction = keyword switch
        {
            "FROM" => ReadFrom(line),
            "ARG" => new Arg(ReadArguments(line)),
            "ENV" => new Env(ReadPairs(line)),
            "LABEL" => new Label(ReadPairs(line)),
            "COPY" or "ADD" => DockerfileReaderTransfers.Read(statement, line),
            "RUN" => ReadRun(line),
            "CMD" => new Cmd(ReadCommand(line, line.Rest)),
            "ENTRYPOINT" => new Entrypoint(ReadCommand(line, line.Rest)),
            "SHELL" => new Shell(
                line.Json(line.Rest) is { Count: > 0 } shell
                    ? shell
                    : throw line.Error("SHELL takes a JSON array of strings.")),
            "WORKDIR" => new WorkDir(line.Rest),
            "USER" => new User(line.Rest),
            "STOPSIGNAL" => new StopSignal(line.Rest),
            "MAINTAINER" => new Maintainer(line.Rest),
            "EXPOSE" => new Expose([.. line.PlainWords(line.Start).Select(word => word.Text)]),
            "VOLUME" => ReadVolume(line),
            "HEALTHCHECK" => ReadHealthCheck(line),
            _ => ReadOnBuild(line),
        };
        return instruction with { Lines = statement.Lines, Comments = statement.Comments };
    }

    private static From ReadFrom(Line line)
    {
        var flags = line.Flags(["--platform"]);
        var words = line.PlainWords(flags.End);
        if (words.Count is not (1 or 3))
            throw line.Error("FROM takes an image, and AS with a name if the stage is to have one.");
        if (words.Count == 3 && !words[1].Text.Equals("AS", StringComparison.OrdinalIgnoreCase))
            throw line.Error($"'{words[1].Text}' stands where AS should.", words[1].Position);
        var name = words.Count == 3 ? words[2].Text : null;
        if (name is not null && !StageName().IsMatch(name))
            throw line.Error(
                $"'{name}' is no stage name: it starts with a letter, then letters, digits, - _ and . may follow.",
                words[2].Position);
        if (name is "scratch" or "context")
            throw line.Error($"the stage name '{name}' is reserved.", words[2].Position);
        return new From(words[0].Text, name, line.Value(flags, "--platform"));
    }

    private static KeyValuePair<string, string?>[] ReadArguments(Line line) =>
    [
        .. line.Words(line.Start).Select(word =>
        {
            var equals = word.Text.IndexOf('=', StringComparison.Ordinal);
            if (equals == 0) throw line.Error("the name before = is missing.", word.Position);
            return equals < 0
                ? new KeyValuePair<string, string?>(word.Text, null)
                : new KeyValuePair<string, string?>(word.Text[..equals], word.Text[(equals + 1)..]);
        }),
    ];

    private static KeyValuePair<string, string>[] ReadPairs(Line line)
    {
        var words = line.Words(line.Start);
        if (!words[0].Text.Contains('=', StringComparison.Ordinal))
        {
            // The old form, "ENV name the rest is the value". It becomes one word: white space outside quotes is
            // escaped.
            if (words.Count == 1) throw line.Error($"'{words[0].Text}' has no value.", words[0].Position);
            return [new(words[0].Text, line.OneWord(words[1].Position))];
        }

        return
        [
            .. words.Select(word =>
            {
                var equals = word.Text.IndexOf('=', StringComparison.Ordinal);
                if (equals < 0)
                    throw line.Error(
                        $"'{word.Text}' has no =: each pair is name=value, and values with spaces are quoted.",
                        word.Position);
                if (equals == 0) throw line.Error("the name before = is missing.", word.Position);
                return new KeyValuePair<string, string>(word.Text[..equals], word.Text[(equals + 1)..]);
            }),
        ];
    }

    private static Run ReadRun(Line line)
    {
        var flags = line.Flags(RunFlags);
        var rest = flags.Rest(line.Statement.Text);
        if (rest.Length == 0) throw line.Error("RUN needs a command.");
        return new Run(ReadCommand(line, rest), [.. flags.Flags.Select(flag => flag.Text)], line.Statement.Documents);
    }

    private static CommandLineForm ReadCommand(Line line, string text) =>
        line.Json(text) is { } members
            ? new CommandLineForm(members, IsShell: false)
            : new CommandLineForm([text], IsShell: true);

    private static Volume ReadVolume(Line line)
    {
        var paths = line.Json(line.Rest) ?? [.. line.PlainWords(line.Start).Select(word => word.Text)];
        return paths.Count == 0 || paths.Any(string.IsNullOrWhiteSpace)
            ? throw line.Error("VOLUME needs paths that are not empty.")
            : new Volume(paths);
    }

    private static HealthCheck ReadHealthCheck(Line line)
    {
        var flags = line.Flags(HealthCheckFlags);
        var rest = flags.Rest(line.Statement.Text);
        var length = DockerfileReaderStatement.LengthOfKeyword(rest);
        var (kind, command) = (rest[..length].ToUpperInvariant(), rest[length..].Trim());
        string[] texts = [.. flags.Flags.Select(flag => flag.Text)];
        return kind switch
        {
            "NONE" when command.Length == 0 => new HealthCheck(null, texts),
            "CMD" when command.Length > 0 && ReadCommand(line, command) is { Arguments.Count: > 0 } check => new HealthCheck(check, texts),
            _ => throw line.Error("HEALTHCHECK is followed by CMD with a command, or by NONE alone.", flags.End),
        };
    }

    private static OnBuild ReadOnBuild(Line line)
    {
        var documents = line.Statement.DocumentText;
        var trigger = documents.Length == 0 ? line.Rest : line.Rest + "\n" + documents.TrimEnd('\r', '\n');
        // Read once so that a broken trigger is found here and not by whoever builds on the image.
        var inner = line.Rest[..DockerfileReaderStatement.LengthOfKeyword(line.Rest)].ToUpperInvariant();
        if (inner is "ONBUILD" or "FROM" or "MAINTAINER")
            throw line.Error($"{inner} cannot be an ONBUILD trigger.", line.Start);
        // Padding gives its errors the right line and column.
        var place = line.Statement.At(line.Start);
        DockerfileReader.ReadTrigger(
            new string('\n', place.Line - 1) + new string(' ', (place.Column ?? 1) - 1) + trigger, place.File);
        return new OnBuild(trigger);
    }

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_.-]*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex StageName();

    /// <summary>A statement seen as keyword and arguments, with the errors it can raise.</summary>
    internal sealed class Line
    {
        public Line(DockerfileReaderStatement statement, string keyword)
        {
            Statement = statement;
            Keyword = keyword;
            var text = statement.Text;
            Start = statement.KeywordLength;
            while (Start < text.Length && char.IsWhiteSpace(text[Start])) Start++;
        }

        public DockerfileReaderStatement Statement { get; }

        public string Keyword { get; }

        /// <summary>Where the arguments start.</summary>
        public int Start { get; private set; }

        public string Rest => Statement.Text[Start..];

        public IReadOnlyList<DockerfileReaderWord> Words(int from) =>
            DockerfileReaderWords.Split(Statement.Text, from, Statement.Escape);

        public IReadOnlyList<DockerfileReaderWord> PlainWords(int from) =>
            DockerfileReaderWords.SplitPlain(Statement.Text, from);

        public IReadOnlyList<string>? Json(string text)
        {
            try
            {
                return DockerfileReaderWords.TryJson(text);
            }
            catch (FormatException problem)
            {
                throw Error($"the JSON array of {Keyword} cannot be used: {problem.Message}.",
                    Statement.Text.IndexOf('[', StringComparison.Ordinal));
            }
        }

        /// <summary>Takes what ends the flags of an instruction that has none.</summary>
        public void SkipFlags()
        {
            var text = Statement.Text;
            Start = Flags([]).End;
            while (Start < text.Length && char.IsWhiteSpace(text[Start])) Start++;
        }

        /// <summary>Takes the flags. Where <paramref name="known"/> is given others are errors; each may stand once
        /// unless it is RUN's.</summary>
        public DockerfileReaderFlags Flags(IReadOnlyList<string>? known)
        {
            var flags = DockerfileReaderWords.Flags(Statement.Text, Start, Statement.Escape);
            foreach (var flag in flags.Flags)
            {
                var name = NameOf(flag.Text);
                if (known is not null && !known.Contains(name))
                    throw DockerfileErrors.UnknownFlag(
                        Statement.At(flag.Position), Keyword, name, DockerfileReaderSpelling.Nearest(name, known));
                var isFirst = flags.Flags.First(other => NameOf(other.Text) == name).Position == flag.Position;
                if (!isFirst && name is not ("--mount" or "--device" or "--exclude"))
                    throw DockerfileErrors.DuplicateFlag(Statement.At(flag.Position), Keyword, name);
            }

            return flags;
        }

        /// <summary>Value of a flag; null when it is not given.</summary>
        public string? Value(DockerfileReaderFlags flags, string name)
        {
            var flag = flags.Flags.FirstOrDefault(candidate => NameOf(candidate.Text) == name);
            if (flag.Text is null) return null;
            return flag.Text.Length > name.Length
                ? flag.Text[(name.Length + 1)..]
                : throw Error($"{name} needs a value: {name}=…", flag.Position);
        }

        /// <summary>Whether a flag is on: <c>--link</c> and <c>--link=true</c> are; null when it is not
        /// given.</summary>
        public bool? Switch(DockerfileReaderFlags flags, string name)
        {
            var flag = flags.Flags.FirstOrDefault(candidate => NameOf(candidate.Text) == name);
            if (flag.Text is null) return null;
            return flag.Text[name.Length..].ToLowerInvariant() switch
            {
                "" or "=true" => true,
                "=false" => false,
                _ => throw Error($"{name} is either {name}=true or {name}=false.", flag.Position),
            };
        }

        /// <summary>The rest of the statement with white space outside quotes escaped.</summary>
        public string OneWord(int from)
        {
            var (word, quote, text) = (new System.Text.StringBuilder(), '\0', Statement.Text);
            for (var i = from; i < text.Length; i++)
            {
                if (text[i] == Statement.Escape && quote != '\'' && i + 1 < text.Length)
                {
                    word.Append(text[i++]);
                }
                else if (quote != '\0')
                {
                    if (text[i] == quote) quote = '\0';
                }
                else if (text[i] is '"' or '\'')
                {
                    quote = text[i];
                }
                else if (char.IsWhiteSpace(text[i]))
                {
                    word.Append(Statement.Escape);
                }

                word.Append(text[i]);
            }

            return word.ToString();
        }

        public LambdaImageException Error(string problem, int? position = null) =>
            DockerfileErrors.Syntax(Statement.At(position ?? 0), problem, DockerfileReaderUsage.Of(Keyword));

        public static string NameOf(string flag) => flag.Split('=', 2)[0];
    }
}

using System.Text.RegularExpressions;
using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Lint.Shell;

namespace LambdaImage.Engine.Lint.Rules;

/// <summary>Programs that are told to write where Lambda lets nobody write: only /tmp is writable.
/// <see href="https://docs.aws.amazon.com/lambda/latest/dg/images-create.html#images-reqs"/></summary>
internal sealed partial class WriteOutsideTmp : ILintRule
{
    /// <summary>Options of servers and tools whose value is a file or folder that they write.</summary>
    private static readonly HashSet<string> Options = new(StringComparer.Ordinal)
    {
        "--pid", "--pidfile", "--pid-file", "--log-file", "--logfile", "--access-logfile", "--error-logfile", "--cache-dir", "--worker-tmp-dir", "--tmp-dir", "--data-dir",
        "--upload-dir",
    };

    private static readonly HashSet<string> Writers = new(["chmod", "chown", "install", "ln", "mkdir", "mktemp", "mv", "tee", "touch", "truncate"], StringComparer.Ordinal);

    public LintSeverity Severity => LintSeverity.Warning;

    public string Title => "Writes outside /tmp at run time";

    public IEnumerable<Finding> Check(LintSubject subject) =>
        Variables(subject).Concat(Started(subject)).Concat(Scripts(subject));

    private static IEnumerable<Finding> Variables(LintSubject subject)
    {
        var last = subject.InImage.OfType<Env>().SelectMany(env => env.Variables.Select(pair => (Env: env, pair.Key, pair.Value)))
            .GroupBy(one => one.Key, StringComparer.Ordinal).Select(group => group.Last());
        foreach (var (env, name, raw) in last)
        {
            var value = raw.Trim('"', '\'');
            if (!WrittenVariable().IsMatch(name) || !IsReadOnly(value)) continue;
            yield return subject.Of(env, name, $"{name} names {value}, and in Lambda only /tmp can be written to.",
                $"Set {name} to a folder below /tmp{(name.Contains("CACHE", StringComparison.Ordinal) || name.EndsWith("_HOME", StringComparison.Ordinal) ? "; what the build puts there can be copied or read from its own place" : "")}.");
        }
    }

    private static IEnumerable<Finding> Started(LintSubject subject)
    {
        foreach (var (instruction, command) in new (Instruction?, CommandLineForm?)[] { (subject.Entry, subject.Entry?.Command), (subject.Command, subject.Command?.Command) })
        {
            if (instruction is null || command is null) continue;
            var words = command.IsShell ? command.Arguments[0].Split(' ', StringSplitOptions.RemoveEmptyEntries) : [.. command.Arguments];
            for (var index = 0; index < words.Length; index++)
            {
                var parts = words[index].Split('=', 2);
                if (!Options.Contains(parts[0])) continue;
                var value = parts.Length == 2 ? parts[1] : words.ElementAtOrDefault(index + 1) ?? "";
                if (value == "/dev/shm" || IsReadOnly(value)) yield return subject.Of(instruction, parts[0], $"{parts[0]} names {value}, and in Lambda only /tmp can be written to.", $"Write {parts[0]} /tmp{Name(value)}.");
            }

            var script = command.IsShell ? command.Arguments[0] : command.Arguments is [.., "-c" or "-ec" or "-lc", var text] ? text : null;
            if (script is null) continue;
            foreach (var target in RunScript.OfText(script, 1).SelectMany(Written))
                yield return subject.Of(instruction, target.Target, Message(target.Target), $"Write to /tmp{Name(target.Target)}.");
        }
    }

    /// <summary>Scripts of the project that the function starts with.</summary>
    private static IEnumerable<Finding> Scripts(LintSubject subject)
    {
        foreach (var (_, file) in EntryScripts.Of(subject))
        {
            var full = subject.Context!.Files.FullPath(file);
            foreach (var target in RunScript.OfText(subject.Context.Read(file) ?? "", 1).SelectMany(Written))
                yield return new Finding(new Place(full, target.Line, target.Column), Message(target.Target), $"Write to /tmp{Name(target.Target)}.");
        }
    }

    private static IEnumerable<ShellRedirect> Written(ShellCommand command)
    {
        foreach (var redirect in command.Redirects.Where(redirect => IsReadOnly(redirect.Target))) yield return redirect;
        if (!Writers.Contains(command.Name)) yield break;
        var files = command.Arguments.Where(word => !word.IsFlag && IsReadOnly(word.Text)).ToArray();
        // Of "ln" and "mv" only the last is written.
        foreach (var file in command.Name is "ln" or "mv" or "install" ? files.TakeLast(1).Where(file => file == command.Arguments[^1]) : files)
            yield return new ShellRedirect(file.Text, file.Line, file.Column);
    }

    private static string Message(string path) => $"{path} is written when the function runs, and in Lambda only /tmp can be.";

    private static string Name(string path) => path[path.LastIndexOf('/')..];

    /// <summary>An absolute path that is neither below /tmp nor a device, nor where EFS is mounted.</summary>
    private static bool IsReadOnly(string path) => path.StartsWith('/') && !Writable().IsMatch(path);

    [GeneratedRegex("^(?:TMPDIR|TEMP|TMP|HOME|XDG_(?:CACHE|DATA|STATE|CONFIG)_HOME|XDG_RUNTIME_DIR|MPLCONFIGDIR|NUMBA_CACHE_DIR|NPM_CONFIG_CACHE|npm_config_cache|YARN_CACHE_FOLDER|PYTHONPYCACHEPREFIX|FONTCONFIG_CACHE|PUPPETEER_TMP_DIR|(?:[A-Z0-9]+_)*(?:LOG|LOGS|PID|UPLOAD|UPLOADS|SESSION|TMP|TEMP)_?(?:FILE|PATH|DIR|FOLDER|DIRECTORY)|PIDFILE|LOGFILE)$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex WrittenVariable();

    [GeneratedRegex("^/(?:tmp|dev|proc|mnt|efs)(?:/|$)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Writable();
}

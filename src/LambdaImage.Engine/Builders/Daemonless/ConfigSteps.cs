using System.Text.Json;
using System.Text.RegularExpressions;
using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Oci;

namespace LambdaImage.Engine.Builders.Daemonless;

/// <summary>Instructions that change the configuration and touch no file.</summary>
internal static partial class ConfigSteps
{
    private static readonly JsonElement Nothing = JsonSerializer.SerializeToElement([], OciDocuments.Default.JsonObject);
    private static readonly string[] DefaultShell = ["/bin/sh", "-c"];

    /// <summary>Carries one out.</summary>
    /// <param name="run">The stage.</param>
    /// <param name="instruction">The instruction.</param>
    /// <param name="words">Expands with the values of this moment.</param>
    /// <param name="where">Its place, for errors.</param>
    /// <returns>What it did, for the history; null: it is not such an instruction.</returns>
    public static string? Apply(
        StageRun run, Instruction instruction, VariableExpansion words, SourceLocation where) => instruction switch
        {
            Env env => SetEnvironment(run, [.. env.Variables.Select(pair => Expand(pair, words))]),
            Label label => SetLabels(run, [.. label.Labels.Select(pair => Expand(pair, words))]),
            Arg arg => Declare(run, arg, words),
            Cmd cmd => SetCommand(run, CommandOf(run, cmd.Command)),
            Entrypoint entrypoint => SetEntrypoint(run, CommandOf(run, entrypoint.Command)),
            Shell shell => Set(run, run.Container with { Shell = shell.Command }, "SHELL " + Json(shell.Command)),
            User user => SetUser(run, words.Word(user.Name), where),
            Expose expose => SetPorts(run, [.. expose.Ports.SelectMany(words.Words).Where(port => port.Length > 0)], where),
            Volume volume => SetVolumes(run, [.. volume.Paths.Select(path => words.Word(path).Trim())], where),
            StopSignal stop => SetStopSignal(run, words.Word(stop.Signal), where),
            HealthCheck check => HealthCheckStep.Apply(run, check, where, command => CommandOf(run, command)),
            OnBuild trigger =>
                Set(run, run.Container with { OnBuild = [.. run.Container.OnBuild ?? [], trigger.Trigger] },
                    "ONBUILD " + trigger.Trigger),
            Maintainer maintainer => SetAuthor(run, maintainer.Name),
            _ => null,
        };

    public static string Json(IReadOnlyList<string> members) =>
        System.Text.Encoding.UTF8.GetString(OciJson.Write(members));

    private static string Set(StageRun run, ContainerConfig container, string history)
    {
        run.Container = container;
        return history;
    }

    private static KeyValuePair<string, string> Expand(KeyValuePair<string, string> pair, VariableExpansion words) =>
        new(words.Word(pair.Key), words.Word(pair.Value));

    private static string SetEnvironment(StageRun run, KeyValuePair<string, string>[] pairs)
    {
        var all = (run.Container.Env ?? []).ToList();
        foreach (var (name, value) in pairs)
        {
            run.Variables.Set(name, value);
            var known = all.FindIndex(pair => pair.StartsWith(name + "=", StringComparison.Ordinal));
            if (known < 0) all.Add($"{name}={value}");
            else all[known] = $"{name}={value}";
        }

        return Set(run, run.Container with { Env = all },
            "ENV " + string.Join(' ', pairs.Select(pair => $"{pair.Key}={pair.Value}")));
    }

    /// <summary>The configuration with labels on top of its own.</summary>
    public static ContainerConfig WithLabels(ContainerConfig container, IEnumerable<KeyValuePair<string, string>> labels)
    {
        var all = new SortedDictionary<string, string>(container.Labels ?? [], StringComparer.Ordinal);
        foreach (var (name, value) in labels) all[name] = value;
        return container with { Labels = all };
    }

    private static string SetLabels(StageRun run, KeyValuePair<string, string>[] pairs) =>
        Set(run, WithLabels(run.Container, pairs),
            "LABEL " + string.Join(' ', pairs.Select(pair => $"{pair.Key}={pair.Value}")));

    private static string Declare(StageRun run, Arg arg, VariableExpansion words)
    {
        var texts = arg.Variables.Select(pair =>
        {
            var name = words.Word(pair.Key);
            var value = run.Variables.Declare(name, pair.Value is { } fallback ? () => words.Word(fallback) : null);
            return value is null ? name : $"{name}={value}";
        });
        return "ARG " + string.Join(' ', texts);
    }

    private static IReadOnlyList<string> CommandOf(StageRun run, CommandLineForm command) =>
        command.IsShell ? [.. run.Container.Shell is { Count: > 0 } shell ? shell : DefaultShell, .. command.Arguments] : command.Arguments;

    private static string SetCommand(StageRun run, IReadOnlyList<string> command)
    {
        run.HasCommand = true;
        return Set(run, run.Container with { Cmd = command }, "CMD " + Json(command));
    }

    /// <summary>An inherited CMD belongs to the inherited ENTRYPOINT: it goes with it.</summary>
    private static string SetEntrypoint(StageRun run, IReadOnlyList<string> command)
    {
        var container = run.Container with { Entrypoint = command };
        return Set(run, run.HasCommand ? container : container with { Cmd = null }, "ENTRYPOINT " + Json(command));
    }

    private static string SetUser(StageRun run, string user, SourceLocation where) => user.Length > 0
        ? Set(run, run.Container with { User = user }, "USER " + user)
        : throw DockerfileErrors.InvalidValue(
            where, "USER is empty once its variables are expanded.", "Give a user, or set the variable.");

    private static string SetPorts(StageRun run, string[] ports, SourceLocation where)
    {
        var all = new SortedDictionary<string, JsonElement>(run.Container.ExposedPorts ?? [], StringComparer.Ordinal);
        foreach (var port in ports)
        {
            var match = PortGrammar().Match(port);
            var (first, last) = (Number("first"), match.Groups["last"].Success ? Number("last") : Number("first"));
            if (!match.Success || first > ushort.MaxValue || last < first || last > ushort.MaxValue)
                throw DockerfileErrors.InvalidValue(where, $"'{port}' is no port.",
                    "Write a number, a range such as 3000-3005, and /tcp, /udp or /sctp if need be.");
            var protocol = match.Groups["protocol"] is { Length: > 0 } given ? given.Value.ToLowerInvariant() : "tcp";
            for (var number = first; number <= last; number++) all[$"{number}/{protocol}"] = Nothing;

            int Number(string group) => int.TryParse(match.Groups[group].ValueSpan, out var value) ? value : 0;
        }

        return Set(run, run.Container with { ExposedPorts = all }, "EXPOSE " + string.Join(' ', ports));
    }

    private static string SetVolumes(StageRun run, string[] paths, SourceLocation where)
    {
        if (paths.Contains(""))
            throw DockerfileErrors.InvalidValue(where, "VOLUME names no folder once its variables are expanded.", "Write a path, for example VOLUME /data.");
        var all = new SortedDictionary<string, JsonElement>(run.Container.Volumes ?? [], StringComparer.Ordinal);
        foreach (var path in paths) all[path] = Nothing;
        return Set(run, run.Container with { Volumes = all }, "VOLUME " + Json(paths));
    }

    private static string SetStopSignal(StageRun run, string signal, SourceLocation where) =>
        Signals.Has(signal)
        ? Set(run, run.Container with { StopSignal = signal }, "STOPSIGNAL " + signal)
        : throw DockerfileErrors.InvalidValue(
            where, $"'{signal}' is no signal.", "Write a name such as SIGTERM, or its number.");

    private static string SetAuthor(StageRun run, string name)
    {
        run.Config = run.Config with { Author = name };
        return "MAINTAINER " + name;
    }

    [GeneratedRegex("^(?<first>[0-9]{1,5})(?:-(?<last>[0-9]{1,5}))?(?:/(?<protocol>tcp|udp|sctp|))?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex PortGrammar();
}

using System.Collections;
using LambdaImage.Errors;

namespace LambdaImage.Binding;

/// <summary>Makes the engine's request of what a user said about a function.</summary>
internal static class FunctionChoices
{
    private static readonly string[] CorsKeys = [.. typeof(FunctionUrlCors).GetProperties().Select(property => property.Name)];

    private static readonly string[] PermissionKeys = [.. typeof(FunctionPermission).GetProperties().Select(property => property.Name)];

    /// <summary>The request, without the function's name and image.</summary>
    public static UpdateFunctionRequest ToRequest(this IFunctionParameters choices, AwsSession session) => new()
    {
        FunctionName = "",
        ImageUri = "",
        Settings = new()
        {
            Role = choices.Role,
            CreateRole = choices.CreateRole.IsPresent,
            MemorySize = choices.MemorySize,
            Timeout = choices.Timeout,
            EphemeralStorage = choices.EphemeralStorage,
            Environment = Arguments.Pairs(choices.EnvironmentVariable),
            EnvironmentMode = choices.EnvironmentMode,
            RemovedEnvironment = choices.RemoveEnvironmentVariable,
            Command = choices.Command,
            EntryPoint = choices.EntryPoint,
            WorkingDirectory = choices.WorkingDirectory,
            Description = choices.Description,
            SubnetIds = choices.SubnetId,
            SecurityGroupIds = choices.SecurityGroupId,
            Tracing = choices.TracingMode,
            DeadLetterArn = choices.DeadLetterArn,
            KmsKeyArn = choices.KmsKeyArn,
            FileSystems = FileSystems(choices.FileSystem),
            LogFormat = choices.LogFormat,
            ApplicationLogLevel = choices.ApplicationLogLevel,
            SystemLogLevel = choices.SystemLogLevel,
            LogGroup = choices.LogGroup,
            SnapStart = choices.SnapStart,
            ReservedConcurrency = choices.ReservedConcurrency,
            Tags = Arguments.Pairs(choices.FunctionTag),
            Url = Url(choices),
            Permissions = choices.Permission is { } tables ? [.. tables.Select(Permission)] : null,
        },
        Traffic = choices is ITrafficParameters traffic ? traffic.ToOptions() : new(),
        PublishVersion = choices.PublishVersion.IsPresent,
        Force = choices.Force.IsPresent,
        WaitTimeout = choices.WaitTimeoutSeconds is { } seconds
            ? TimeSpan.FromSeconds(seconds)
            : UpdateFunctionRequest.DefaultWaitTimeout,
        Session = session,
    };

    /// <summary>The request for an image that was published.</summary>
    public static UpdateFunctionRequest For(
        this UpdateFunctionRequest request, string functionName, PublishedLambdaImage image) => request with
        {
            FunctionName = functionName,
            ImageUri = image.ImageUri,
            Image = image,
            Architecture = image.Architecture,
        };

    /// <summary>CMD by function.</summary>
    /// <exception cref="LambdaImageException">It names a function that is not updated.</exception>
    public static IReadOnlyDictionary<string, string[]> Commands(Hashtable? table, IReadOnlyList<string> functions)
    {
        var commands = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in table ?? [])
        {
            var name = Arguments.Text(entry.Key);
            if (!functions.Contains(name, StringComparer.Ordinal)) throw CommandErrors.NoSuchFunction(name, functions);
            commands[name] = Texts(entry.Value) ?? [];
        }

        return commands;
    }

    private static IReadOnlyList<FunctionFileSystem>? FileSystems(Hashtable? table) =>
        Arguments.Pairs(table) is { } pairs ? [.. pairs.Select(pair => new FunctionFileSystem(pair.Value, pair.Key))] : null;

    private static FunctionUrlOptions? Url(IFunctionParameters choices)
    {
        if (choices.FunctionUrl is { } auth)
        {
            return new() { Auth = auth, InvokeMode = choices.FunctionUrlInvokeMode, Cors = Cors(choices.FunctionUrlCors) };
        }

        return choices.FunctionUrlInvokeMode is not null ? throw CommandErrors.Needs(nameof(choices.FunctionUrlInvokeMode), nameof(choices.FunctionUrl))
            : choices.FunctionUrlCors is not null ? throw CommandErrors.Needs(nameof(choices.FunctionUrlCors), nameof(choices.FunctionUrl))
            : null;
    }

    private static FunctionUrlCors? Cors(Hashtable? table)
    {
        const string Parameter = nameof(IFunctionParameters.FunctionUrlCors);
        if (table is null) return null;
        Check(Parameter, table, CorsKeys);
        return new()
        {
            AllowOrigins = Texts(Take(table, "AllowOrigins")),
            AllowMethods = Texts(Take(table, "AllowMethods")),
            AllowHeaders = Texts(Take(table, "AllowHeaders")),
            ExposeHeaders = Texts(Take(table, "ExposeHeaders")),
            AllowCredentials = Take(table, "AllowCredentials") is { } allow ? Read<bool>(allow, "AllowCredentials", bool.TryParse, "$true or $false") : null,
            MaxAge = Take(table, "MaxAge") is { } age
                ? Read<int>(SecondsArgumentAttribute.Convert(age), "MaxAge", int.TryParse, "a number of seconds, or a time such as '1h'")
                : null,
        };

        static T Read<T>(object? value, string key, TryRead<T> read, string allowed) =>
            read(Arguments.Text(value), out var known) ? known : throw CommandErrors.KeyUnreadable(Parameter, key, Arguments.Text(value), allowed);
    }

    private delegate bool TryRead<T>(string text, out T value);

    private static FunctionPermission Permission(Hashtable table)
    {
        const string Parameter = nameof(IFunctionParameters.Permission);
        Check(Parameter, table, PermissionKeys);
        return new()
        {
            StatementId = Required("StatementId"),
            Principal = Required("Principal"),
            Action = Optional("Action") ?? FunctionPermission.InvokeAction,
            SourceArn = Optional("SourceArn"),
            SourceAccount = Optional("SourceAccount"),
        };

        string Required(string key) => Optional(key) ?? throw CommandErrors.KeyMissing(Parameter, key);

        string? Optional(string key) => Take(table, key) is { } value ? Arguments.Text(value) : null;
    }

    /// <exception cref="LambdaImageException">A key is none of those that are known: what it says would be lost.</exception>
    private static void Check(string parameter, Hashtable table, string[] known)
    {
        if (table.Keys.Cast<object>().Select(Arguments.Text).FirstOrDefault(key => !known.Contains(key, StringComparer.OrdinalIgnoreCase)) is { } unknown)
            throw CommandErrors.KeyUnknown(parameter, unknown, known);
    }

    private static object? Take(Hashtable table, string key) => table.Keys.OfType<string>()
        .FirstOrDefault(each => each.Equals(key, StringComparison.OrdinalIgnoreCase)) is { } found ? Arguments.Plain(table[found]) : null;

    private static string[]? Texts(object? value) => Arguments.Plain(value) switch
    {
        null => null,
        string one => [one],
        IEnumerable many => [.. many.Cast<object?>().Select(Arguments.Text)],
        var other => [Arguments.Text(other)],
    };
}

using System.Collections;
using System.Management.Automation;
using LambdaImage.Errors;
using LambdaImage.Session;

namespace LambdaImage.Binding.Completers;

/// <summary>The command line as far as it has been typed.</summary>
/// <param name="word">The word under the cursor.</param>
/// <param name="bound">Values of the parameters that stand on the line already.</param>
internal sealed class TypedCommand(string word, IDictionary bound)
{
    private const string FileSystem = "FileSystem";

    private readonly Lazy<SessionState> _state = new(CurrentState);

    /// <summary>The word under the cursor, without quotation marks.</summary>
    public string Word => word;

    /// <summary>A parameter's value as text, the first of several; null: it has not been typed.</summary>
    public string? Text(string parameter) => First(bound[parameter]) is { } value ? Arguments.Given(Arguments.Text(value)) : null;

    /// <summary>The project's folder: what -Path names, else the current one.</summary>
    public string Folder => Project.Folder;

    /// <summary>The project's own Dockerfile, where one has been named.</summary>
    public string? Dockerfile => Anchored(DockerfileArgumentAttribute.Convert(First(bound["Dockerfile"]))) ?? Project.Dockerfile;

    /// <summary>The configuration that has been named; relative to the folder where it begins at no drive.</summary>
    public string? Configuration => Anchored(Text("Configuration"));

    private (string Folder, string? Dockerfile) Project =>
        ProjectPaths.Split(Absolute(Text("LiteralPath") ?? Text("Path") ?? ".") ?? _state.Value.Path.CurrentFileSystemLocation.ProviderPath);

    /// <summary>Account and Region, as the cmdlet would choose them. What might ask for a code is left out.</summary>
    public AwsSession Session
    {
        get
        {
            var keys = Keys();
            return new()
            {
                Region = RegionArgumentAttribute.Convert(bound["Region"]),
                DefaultRegion = AwsToolsSession.Region(Variable),
                ProfileName = keys is null ? Text("ProfileName") : null,
                ProfileLocation = Text("ProfileLocation") is { } file ? Absolute(file) : null,
                Keys = keys,
                EndpointUrl = Text("EndpointUrl"),
            };
        }
    }

    /// <summary>Tells apart whose keys they are.</summary>
    public object? KeysOrigin => Text("AccessKey") ?? Credential();

    private Func<AwsKeys>? Keys()
    {
        var (access, secret, token) = (Text("AccessKey"), Text("SecretKey"), Text("SessionToken"));
        if ((access ?? secret ?? token) is not null)
            return () => access is null || secret is null ? throw CommandErrors.HalfAKey("AccessKey", "SecretKey") : new(access, secret, token);

        return Text("ProfileName") is null && Credential() is { } credential
            ? () => InteractiveCredentials.MayAsk(credential)
                ? throw CommandErrors.CredentialUnreadable("-Credential", "it would ask for a code.")
                : ForeignCredentials.Read(credential, "-Credential")
            : null;
    }

    private object? Credential() => bound["Credential"] ?? AwsToolsSession.Credentials(Variable);

    private object? Variable(string name) => _state.Value.PSVariable.GetValue(name);

    private string? Anchored(string? path) => path is not null && ProjectPaths.IsAnchored(path, _state.Value.Path) ? Absolute(path) : path;

    private string? Absolute(string path)
    {
        var absolute = _state.Value.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
        return provider.Name == FileSystem ? absolute : null;
    }

    private static object? First(object? value) => Arguments.Plain(value) switch
    {
        string text => text,
        IEnumerable many => many.Cast<object?>().FirstOrDefault() is { } first ? Arguments.Plain(first) : null,
        var one => one,
    };

    // PowerShell hands completers no session state of their own.
    private static SessionState CurrentState() =>
        ((EngineIntrinsics)ScriptBlock.Create("$ExecutionContext").Invoke()[0].BaseObject).SessionState;
}

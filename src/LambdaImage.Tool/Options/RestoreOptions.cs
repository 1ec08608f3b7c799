using System.CommandLine;

namespace LambdaImage.Tool.Options;

/// <summary>Which function goes back, and to what.</summary>
internal sealed class RestoreOptions : OptionGroup
{
    private readonly Option<string?> _function;
    private readonly Option<string?> _version;
    private readonly Option<string?> _imageUri;
    private readonly Option<string?> _alias;
    private readonly Option<bool> _aliasOnly;
    private readonly Option<int?> _wait;

    public RestoreOptions()
    {
        _function = Add<string?>("--function", "Name or ARN of the function.", "--function-name");
        _version = Add<string?>("--version", "Version to go back to; default: the one before.");
        _imageUri = Add<string?>("--image-uri", "Digest, or reference with a digest, to go back to.", "--digest");
        _alias = Add<string?>("--alias", "Alias to move back.");
        _aliasOnly = Add<bool>("--alias-only", "Move only the alias, which takes effect at once.");
        _wait = Add<int?>("--wait", "Seconds to wait for Lambda at each step; default: 300.");
        Limit(_wait, 1, 3600);
    }

    /// <summary>Whether the options name the function and what it goes back to, so that no deployment has to come in.</summary>
    public bool IsGiven(ParseResult parsed) => parsed.GetValue(_function) is not null && IsSaid(parsed);

    /// <param name="parsed">The command line.</param>
    /// <param name="deployment">Deployment that is to be undone; null: none was piped in.</param>
    /// <param name="aws">Account and Region.</param>
    public RestoreFunctionRequest Read(ParseResult parsed, LambdaFunctionDeployment? deployment, AwsOptions aws)
    {
        var isSaid = IsSaid(parsed);
        return new RestoreFunctionRequest
        {
            FunctionName = parsed.GetValue(_function) ?? deployment?.FunctionArn ?? throw new LambdaImageException(
                ErrorKind.RequestInvalid, "No function was named.", "Give --function NAME, or pipe lambda-image deploy --json into this verb."),
            Version = isSaid ? parsed.GetValue(_version) : deployment?.PreviousVersion,
            ImageUri = isSaid ? parsed.GetValue(_imageUri) : deployment is { PreviousVersion: null } ? deployment.PreviousImageUri : null,
            Alias = parsed.GetValue(_alias) ?? deployment?.Alias,
            AliasOnly = parsed.GetValue(_aliasOnly),
            WaitTimeout = parsed.GetValue(_wait) is { } seconds ? TimeSpan.FromSeconds(seconds) : UpdateFunctionRequest.DefaultWaitTimeout,
            Session = aws.Session(parsed),
        };
    }

    private bool IsSaid(ParseResult parsed) => parsed.GetValue(_version) is not null || parsed.GetValue(_imageUri) is not null;
}

using System.CommandLine;

namespace LambdaImage.Tool.Options;

/// <summary>What to remove with a function.</summary>
internal sealed class RemoveOptions : OptionGroup
{
    private readonly Option<string> _function;
    private readonly Option<bool> _keepImages;
    private readonly Option<bool> _keepRepository;
    private readonly Option<bool> _force;

    public RemoveOptions()
    {
        _function = Add<string>("--function", "Name or ARN of the function.", "--function-name");
        _function.Required = true;
        _keepImages = Add<bool>("--keep-image", "Leave its images where they are.");
        _keepRepository = Add<bool>("--keep-repository", "Leave the repository even when it is empty.");
        _force = Add<bool>("--force", "Delete the repository with images in it that no function uses.");
    }

    public RemoveFunctionRequest Read(ParseResult parsed, AccountOptions accounts, AwsOptions aws)
    {
        var session = aws.Session(parsed);
        return new RemoveFunctionRequest
        {
            FunctionName = parsed.GetValue(_function)!,
            KeepImages = parsed.GetValue(_keepImages),
            KeepRepository = parsed.GetValue(_keepRepository),
            Force = parsed.GetValue(_force),
            Accounts = accounts.Read(parsed, session),
            IgnoredAccounts = accounts.Ignored(parsed),
            Session = session,
        };
    }
}

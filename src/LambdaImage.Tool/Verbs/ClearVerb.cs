using System.CommandLine;
using LambdaImage.Tool.Options;
using LambdaImage.Tool.Steps;

namespace LambdaImage.Tool.Verbs;

/// <summary><c>Clear-LambdaImageRepository</c>.</summary>
internal sealed class ClearVerb : Verb
{
    private readonly ClearOptions _clear = new();
    private readonly AccountOptions _accounts = new();
    private readonly ConsentOptions _consent = new();
    private readonly AwsOptions _aws = new();

    public override string Name => "clear";

    protected override string Description => "Deletes the images of a repository that no function uses; shows the plan unless --yes is given.";

    protected override IEnumerable<OptionGroup> Groups => [_clear, _accounts, _consent, _aws];

    protected override bool TakesFolder => false;

    protected override bool TakesRecord(ParseResult parsed) => _clear.Repository(parsed) is null;

    protected override bool OnlyAnnounces(ParseResult parsed) => base.OnlyAnnounces(parsed) || !_consent.Given(parsed);

    protected override async Task<object?> RunAsync(StepChain chain, object input, ParseResult parsed, CancellationToken cancel)
    {
        var repository = _clear.Repository(parsed) ?? (input as PublishedLambdaImage)?.Repository ?? throw new LambdaImageException(
            ErrorKind.RequestInvalid,
            "No repository was given.",
            "Give its name: lambda-image clear --repository serverless-shop-dev");
        return await chain.ClearAsync(_clear.Read(parsed, repository, _accounts, _aws), cancel);
    }
}

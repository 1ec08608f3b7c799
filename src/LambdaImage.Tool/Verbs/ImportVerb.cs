using System.CommandLine;
using LambdaImage.Tool.Options;
using LambdaImage.Tool.Output;
using LambdaImage.Tool.Steps;

namespace LambdaImage.Tool.Verbs;

/// <summary><c>Import-LambdaImageConfiguration</c>.</summary>
internal sealed class ImportVerb : Verb
{
    private readonly ImportOptions _import = new();

    public override string Name => "import";

    protected override string Description => "Makes a lambda-image.yml of serverless.yml, a SAM template, or a file of dotnet lambda, lambroll or Jets.";

    protected override IEnumerable<OptionGroup> Groups => [_import];

    protected override async Task<object?> RunAsync(StepChain chain, object input, ParseResult parsed, CancellationToken cancel) =>
        await chain.ImportAsync(
            _import.Read(parsed, input as string ?? throw new LambdaImageException(
                ErrorKind.RequestInvalid, "import works on a folder.", "Name the folder: lambda-image import ./service")),
            cancel);

    protected override void Show(object result, ResultView view, ParseResult parsed)
    {
        if (_import.Print(parsed)) view.ShowText(((ImportedConfiguration)result).Text);
        else base.Show(result, view, parsed);
    }
}

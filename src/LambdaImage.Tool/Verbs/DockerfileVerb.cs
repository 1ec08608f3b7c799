using System.CommandLine;
using LambdaImage.Tool.Options;
using LambdaImage.Tool.Output;
using LambdaImage.Tool.Steps;

namespace LambdaImage.Tool.Verbs;

/// <summary><c>New-LambdaDockerfile</c>.</summary>
internal sealed class DockerfileVerb : Verb
{
    private readonly SourceOptions _source = new();
    private readonly WritingOptions _dockerfile = new();
    private readonly PrintOptions _print = new();
    private readonly EjectOptions _eject = new();
    private readonly AwsOptions _aws = new();

    public override string Name => "dockerfile";

    protected override string Description => "Writes the Dockerfile of a project, or brings it up to date.";

    protected override IEnumerable<OptionGroup> Groups => [_source, _dockerfile, _print, _eject, _aws];

    protected override async Task<object?> RunAsync(StepChain chain, object input, ParseResult parsed, CancellationToken cancel) =>
        await chain.DockerfileAsync(input, _source, parsed, Asked(parsed), isLast: true, cancel);

    private Func<LambdaProject, DockerfileRequest> Asked(ParseResult parsed)
    {
        var asked = _dockerfile.Read(parsed, _source, _aws, _eject.Engine(parsed));
        return project => asked(project) with { TextOnly = _print.Print(parsed), Eject = _eject.Eject(parsed) };
    }

    protected override void Show(object result, ResultView view, ParseResult parsed)
    {
        if (_print.Print(parsed)) view.ShowText(((LambdaDockerfile)result).Text);
        else base.Show(result, view, parsed);
    }
}

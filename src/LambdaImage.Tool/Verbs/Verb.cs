using System.CommandLine;
using LambdaImage.Tool.Options;
using LambdaImage.Tool.Output;
using LambdaImage.Tool.Steps;

namespace LambdaImage.Tool.Verbs;

/// <summary>One verb of the tool. It only reads options and names the steps; the engine does the work.</summary>
internal abstract class Verb
{
    private readonly Argument<string?> _input = new("folder")
    {
        Description = "Project folder; '-' or nothing takes the JSON that is piped in, else the current folder.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    protected OutputOptions Output { get; } = new();

    public abstract string Name { get; }

    protected abstract string Description { get; }

    protected abstract IEnumerable<OptionGroup> Groups { get; }

    /// <summary>Whether a project folder can be what it works on.</summary>
    protected virtual bool TakesFolder => true;

    /// <summary>Whether it works on what an earlier step gave: not where the options say all.</summary>
    protected virtual bool TakesRecord(ParseResult parsed) => true;

    /// <summary>Whether changes are announced instead of made.</summary>
    protected virtual bool OnlyAnnounces(ParseResult parsed) => Output.WhatIf(parsed);

    /// <returns>The record to print; null when it was only announced.</returns>
    protected abstract Task<object?> RunAsync(StepChain chain, object input, ParseResult parsed, CancellationToken cancel);

    /// <summary>Prints the result for people; verbs with something better than the table of the record override it.</summary>
    protected virtual void Show(object result, ResultView view, ParseResult parsed) => view.Show(result);

    /// <summary>Exit code of a result; a result of which nothing failed is a success where nothing else is said.</summary>
    protected virtual int CodeOf(object result, ParseResult parsed) => FailuresOf(result).Select(failure => ExitCode.Of(failure.Kind)).FirstOrDefault(ExitCode.Done);

    /// <summary>Failures of parts of the work that did not keep the rest from success.</summary>
    protected virtual IEnumerable<LambdaImageException> FailuresOf(object result) => [];

    public Command ToCommand(ILambdaImageEngine engine, ToolConsole console)
    {
        var command = new Command(Name, Description);
        if (TakesFolder) command.Arguments.Add(_input);
        foreach (var group in Groups.Append(Output)) group.AddTo(command);
        command.SetAction((parsed, cancel) => InvokeAsync(engine, console, parsed, cancel));
        return command;
    }

    private async Task<int> InvokeAsync(ILambdaImageEngine engine, ToolConsole console, ParseResult parsed, CancellationToken cancel)
    {
        var json = Output.Json(parsed);
        using var reporter = new ConsoleReporter(console, Output.Loudest(parsed), showProgress: !Output.Quiet(parsed));
        // Agents read both streams; standard output is for results alone.
        var told = Output.Quiet(parsed) ? reporter : engine.ReportToCiServer(reporter, reporter.WriteLine);
        try
        {
            Action<string, string>? announce = OnlyAnnounces(parsed)
                ? (action, target) => (json ? console.Error : console.Out).WriteLine($"What if: {action} → {target}")
                : null;
            var input = await StepInput.ReadAsync(TakesFolder ? parsed.GetValue(_input) : null, TakesRecord(parsed), console, cancel);
            var result = await RunAsync(new StepChain(engine, told, announce), input, parsed, cancel);
            reporter.Clear();
            if (result is null) return ExitCode.Done;
            if (json) await console.Out.WriteLineAsync(StepJson.Write(result));
            else Show(result, new ResultView(console), parsed);
            foreach (var failure in FailuresOf(result)) Fail(failure);
            return CodeOf(result, parsed);
        }
        catch (LambdaImageException error)
        {
            reporter.Clear();
            Fail(error);
            return ExitCode.Of(error.Kind);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            reporter.Clear();
            await console.Error.WriteLineAsync("Stopped.");
            return ExitCode.Interrupted;
        }
#pragma warning disable CA1031 // The last line of defence: a defect of ours must not show a stack trace.
        catch (Exception error)
#pragma warning restore CA1031
        {
            reporter.Clear();
            ErrorView.ShowDefect(error, console.Error, parsed.Tokens.Any(token => token.Value == "--debug"));
            return ExitCode.Failed;
        }

        void Fail(LambdaImageException failure) => ErrorView.Show(told.Fail(failure), console.Error);
    }
}

using System.ComponentModel;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Oci.Archive;
using LambdaImage.Engine.Processes;

namespace LambdaImage.Engine.Builders.ContainerCli;

/// <summary>Runs one container CLI: asks it questions, builds with it, and takes the built image out of it.</summary>
/// <param name="engine">Whose CLI it is.</param>
/// <param name="runner">Runs programs.</param>
internal sealed class ContainerProgram(BuildEngine engine, IProcessRunner runner)
{
    /// <summary>A daemon behind an address that leads nowhere would otherwise hold the search for a builder for minutes.</summary>
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(20);

    /// <summary>Whoever removes images at the same moment has most often ended when the build begins anew.</summary>
    private const int Attempts = 3;

    private const int ExportProgressId = 2;
    private const int ReportEvery = 1024 * 1024;

    /// <summary>Asks a question, without showing the answer.</summary>
    /// <returns>The answer; null when there is no such program or it cannot be started.</returns>
    public async Task<ProcessResult?> AskAsync(ProcessCommand command, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(AnswerTime);
        try
        {
            return await runner.RunAsync(command, null, limit.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new ProcessResult(-1, [], [$"'{CommandLine.Render(command)}' did not answer within {AnswerTime.TotalSeconds} seconds"]);
        }
        catch (Exception problem) when (problem is FileNotFoundException or Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Builds, showing the log as it comes. A build whose layers others have removed meanwhile is begun anew.</summary>
    /// <exception cref="LambdaImageException">The build failed.</exception>
    public async Task BuildAsync(ProcessCommand command, BuildJob job, IWorkReporter reporter, CancellationToken cancel)
    {
        reporter.Log(LogLevel.Debug, CommandLine.Render(command));
        for (var attempt = 1; ; attempt++)
        {
            var log = new BuildLog(reporter, $"Build {job.Tag} with {engine.Name()}");
            var result = await RunAsync(command, log.Take, cancel);
            if (result.ExitCode == 0)
            {
                log.Complete();
                return;
            }

            if (attempt == Attempts || FailureCause.LostLayer(job, log) is not { } lost) throw FailureCause.Explain(engine, job, log);
            reporter.Log(LogLevel.Verbose, $"Another build or removal took a layer of this build out of the store of {engine.Name()} ({lost}): it is begun anew.");
        }
    }

    /// <summary>What a build has written, once it has ended well.</summary>
    /// <param name="path">The file that it was told to write.</param>
    /// <param name="job">The build.</param>
    /// <returns>The path.</returns>
    /// <exception cref="LambdaImageException">It has written nothing: arguments that were passed on have made something else of it.</exception>
    public string Written(string path, BuildJob job) =>
        File.Exists(path) ? path : throw BuilderErrors.NothingBuilt(engine, job.Tag, job.Request.Arguments);

    /// <summary>Writes what a command prints, the tar of an image, to a file.</summary>
    /// <param name="command">The command.</param>
    /// <param name="image">Name of the image, for progress and errors.</param>
    /// <param name="path">The file.</param>
    /// <param name="reporter">Takes progress and log lines.</param>
    /// <param name="cancel">Stops; what was half written is removed.</param>
    /// <exception cref="LambdaImageException">The command failed, or the file cannot be written.</exception>
    public async Task ExportAsync(ProcessCommand command, string image, string path, IWorkReporter reporter, CancellationToken cancel)
    {
        reporter.Log(LogLevel.Debug, CommandLine.Render(command));
        await using var file = PartialFile.Create(path);
        var (done, shown) = (0L, 0L);
        await using var counted = new WriteCounter(file.Stream, written =>
        {
            done += written;
            if (done - shown < ReportEvery) return;
            shown = done;
            Report(null);
        });
        var result = await RunAsync(command with { RawOutput = counted }, null, cancel);
        if (result.ExitCode != 0) throw BuilderErrors.ExportFailed(engine, image, result.Errors);
        await file.CommitAsync(cancel);
        Report(done);

        void Report(long? total) => reporter.Report(new WorkProgress(
            ExportProgressId, null, $"Take {image} from {engine.Name()}", "", done, total, IsBytes: true, Completed: total is not null));
    }

    /// <summary>Runs a command that writes the tar of an image to a file itself.</summary>
    /// <exception cref="LambdaImageException">The command failed.</exception>
    public async Task ExportAsync(ProcessCommand command, string image, IWorkReporter reporter, CancellationToken cancel)
    {
        reporter.Log(LogLevel.Debug, CommandLine.Render(command));
        var result = await RunAsync(command, null, cancel);
        if (result.ExitCode != 0) throw BuilderErrors.ExportFailed(engine, image, result.Errors);
    }

    /// <summary>The image in the archive that a build has left, checked to be for the processor that was asked for.</summary>
    /// <exception cref="LambdaImageException">It is for another processor, or cannot be read.</exception>
    public async Task<BuildResult> ReadAsync(
        BuildJob job, string path, CompressedLayers compressed, Func<IImage, string?, Task<string?>> findBase,
        IWorkReporter reporter, CancellationToken cancel)
    {
        var image = await ImageArchive.OpenAsync(path, isCached: true, job.Architecture, compressed, reporter, cancel);
        var line = StageLine.Of(job.Dockerfile, job.Request);
        if (image.Config.Os != "linux" || LambdaArchitectures.Parse(image.Config.Architecture) != job.Architecture)
        {
            var found = $"{image.Config.Os}/{image.Config.Architecture}";
            throw BuilderErrors.ArchitectureMismatch(engine, job.Tag, job.Architecture, found, line.Base);
        }

        return new BuildResult(
            image,
            new ImageLocation(ImageLocationKind.Archive, path),
            await findBase(image, line.Base),
            LayerOrigins.Of(image, line.Stages));
    }

    private async Task<ProcessResult> RunAsync(ProcessCommand command, Action<OutputLine>? onLine, CancellationToken cancel)
    {
        try
        {
            return await runner.RunAsync(command, onLine, cancel);
        }
        catch (Exception problem) when (problem is FileNotFoundException or Win32Exception)
        {
            throw BuilderErrors.Unavailable(engine, problem.Message, null);
        }
    }
}

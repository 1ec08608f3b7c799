using System.Threading.Channels;

namespace LambdaImage.Pipeline;

/// <summary>Runs one piece of asynchronous work on the thread pool while the calling thread carries out, in order,
/// what that work posts.</summary>
/// <remarks>PowerShell lets a cmdlet write only from the pipeline thread. One pump serves one run.</remarks>
internal sealed class PipelinePump
{
    private readonly Channel<Posted> _posts = Channel.CreateUnbounded<Posted>(new() { SingleReader = true });

    /// <summary>Queues an action for the pumping thread. If it throws there, the work is cancelled.</summary>
    /// <returns>False after the run: the action is dropped.</returns>
    public bool Post(Action action) => _posts.Writer.TryWrite(new(action, static () => { }));

    /// <summary>Asks something on the pumping thread. A failure of the question is the asker's; once the run has
    /// broken, the task is cancelled.</summary>
    public Task<T> InvokeAsync<T>(Func<T> question)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_posts.Writer.TryWrite(new(Ask, Abandon))) Abandon();
        return answer.Task;

        void Abandon() => answer.TrySetCanceled();

        void Ask()
        {
            try
            {
                answer.SetResult(question());
            }
            catch (Exception failure)
            {
                answer.SetException(failure);
            }
        }
    }

    /// <summary>Starts the work and pumps until it has ended.</summary>
    /// <returns>What the work failed with; null when it succeeded. A failing post is thrown instead, after the work
    /// has been cancelled and has ended.</returns>
    public Exception? Run(Func<CancellationToken, Task> work, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var running = Task.Run(() => EndAsync(work, stop.Token), CancellationToken.None);
        try
        {
            foreach (var post in UntilEnd()) post.Act();
        }
        catch
        {
            stop.Cancel();
            foreach (var post in UntilEnd()) post.Abandon();
            running.Wait(CancellationToken.None);
            throw;
        }

        return running.GetAwaiter().GetResult();
    }

    private async Task<Exception?> EndAsync(Func<CancellationToken, Task> work, CancellationToken cancel)
    {
        try
        {
            await work(cancel);
            return null;
        }
        catch (Exception failure)
        {
            return failure;
        }
        finally
        {
            _posts.Writer.Complete();
        }
    }

    private IEnumerable<Posted> UntilEnd()
    {
        while (_posts.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (_posts.Reader.TryRead(out var post)) yield return post;
        }
    }

    private readonly record struct Posted(Action Act, Action Abandon);
}

using System.Globalization;
using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace LambdaImage.Engine.Aws.Runtime;

/// <summary>Writes one debug line for each attempt: what, where, how it ended, how long it took. Never headers or
/// bodies: they hold secrets. Tells, too, of attempts whose answer got lost.</summary>
internal sealed class AwsAttemptLog(TimeProvider time) : PipelineHandler
{
    public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        var start = time.GetTimestamp();
        try
        {
            var reply = await base.InvokeAsync<T>(executionContext);
            Log(executionContext, start, "ok", reply.ResponseMetadata?.RequestId);
            return reply;
        }
        catch (AmazonServiceException e) when (e.StatusCode >= HttpStatusCode.MultipleChoices)
        {
            var code = string.IsNullOrEmpty(e.ErrorCode) ? "" : " " + e.ErrorCode;
            Log(executionContext, start, $"{(int)e.StatusCode}{code}", e.RequestId);
            // A server that failed may have done its work before.
            if (e.StatusCode >= HttpStatusCode.InternalServerError) Unanswered(executionContext);
            throw;
        }
        catch (Exception e)
        {
            Log(executionContext, start, e.GetType().Name, requestId: null);
            Unanswered(executionContext);
            throw;
        }
    }

    private static void Unanswered(IExecutionContext execution) => (execution.RequestContext.OriginalRequest as AwsCall)?.Unanswered?.Invoke();

    private void Log(IExecutionContext execution, long start, string outcome, string? requestId)
    {
        var context = execution.RequestContext;
        if (context.OriginalRequest is not AwsCall call) return;
        var took = time.GetElapsedTime(start).TotalMilliseconds;
        var host = context.Request?.Endpoint?.Authority;
        var id = requestId ?? "none";
        var attempt = context.Retries + 1;
        call.Log(string.Create(
            CultureInfo.InvariantCulture,
            $"AWS {call.Operation} at {host}: {outcome} in {took:0} ms, attempt {attempt}, request id {id}"));
    }
}

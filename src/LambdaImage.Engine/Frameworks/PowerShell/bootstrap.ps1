
# Runs a PowerShell function in AWS Lambda: takes events from the Runtime API and sends back what the handler writes to the pipeline.
# https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
#
# Handlers, given as the image's command:
#   script.ps1                the whole script runs for each event
#   script.ps1::function      the script is loaded once, the function runs for each event
#   Module::name::function    the module is imported once, the function runs for each event
# $LambdaInput is the event, $LambdaContext tells about the invocation. Both are also the first two arguments.
param([Parameter(Mandatory)] [string] $Handler)

class LambdaContext {
    [string] $AwsRequestId
    [string] $InvokedFunctionArn
    [string] $FunctionName = $env:AWS_LAMBDA_FUNCTION_NAME
    [string] $FunctionVersion = $env:AWS_LAMBDA_FUNCTION_VERSION
    [int] $MemoryLimitInMB = $env:AWS_LAMBDA_FUNCTION_MEMORY_SIZE
    [string] $LogGroupName = $env:AWS_LAMBDA_LOG_GROUP_NAME
    [string] $LogStreamName = $env:AWS_LAMBDA_LOG_STREAM_NAME
    [object] $Identity
    [object] $ClientContext
    hidden [DateTimeOffset] $Deadline

    [double] GetRemainingTimeInMillis() { return [Math]::Round(($this.Deadline - [DateTimeOffset]::UtcNow).TotalMilliseconds) }
}

Update-TypeData -TypeName LambdaContext -MemberType ScriptProperty -MemberName RemainingTime -Force -Value { $this.Deadline - [DateTimeOffset]::UtcNow }

# Everything of the runtime's own is in this module, so that handlers find no names of it taken.
$private:LambdaRuntime = New-Module -AsCustomObject -ScriptBlock {
    $ErrorActionPreference = 'Stop'
    $address = "http://$env:AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime"
    $client = [System.Net.Http.HttpClient]::new()
    # Lambda freezes the process while it waits for the next event.
    $client.Timeout = [System.Threading.Timeout]::InfiniteTimeSpan

    <#
    .SYNOPSIS
    Finds what the handler's name stands for.
    #>
    function Read([string] $name) {
        $parts = $name -split '::'
        if ($parts[0] -eq 'Module') {
            if ($parts.Count -ne 3) { throw "The handler '$name' is not of the form Module::name::function." }
            return @{ Module = $parts[1]; Function = $parts[2] }
        }

        if ($parts.Count -gt 2 -or -not $parts[0].EndsWith('.ps1')) {
            throw "The handler '$name' is none of script.ps1, script.ps1::function and Module::name::function."
        }

        $root = if ($env:LAMBDA_TASK_ROOT) { $env:LAMBDA_TASK_ROOT } else { $PWD.Path }
        $script = [System.IO.Path]::GetFullPath($parts[0], $root)
        if (-not [System.IO.File]::Exists($script)) { throw "There is no script $script, which the handler '$name' names." }
        @{ Script = $script; Function = $parts.Count -eq 2 ? $parts[1] : $null }
    }

    <#
    .SYNOPSIS
    Waits for the next event.
    #>
    function Next {
        $response = $client.GetAsync("$address/invocation/next").GetAwaiter().GetResult().EnsureSuccessStatusCode()
        $header = {
            param($name)
            $values = $null
            if ($response.Headers.TryGetValues("Lambda-Runtime-$name", [ref] $values)) { @($values)[0] }
        }
        $env:_X_AMZN_TRACE_ID = & $header 'Trace-Id'
        $text = $response.Content.ReadAsStringAsync().GetAwaiter().GetResult()
        @{
            Id = & $header 'Aws-Request-Id'
            Arn = & $header 'Invoked-Function-Arn'
            Deadline = [DateTimeOffset]::FromUnixTimeMilliseconds([long](& $header 'Deadline-Ms'))
            Client = Expand (& $header 'Client-Context')
            Identity = Expand (& $header 'Cognito-Identity')
            Event = Expand $text
        }
    }

    function Expand($json) {
        if ($json) { ConvertFrom-Json -InputObject $json -Depth 100 -NoEnumerate }
    }

    <#
    .SYNOPSIS
    Answers an event. A string goes out as it is, so that a handler may make its own JSON; all else is turned into JSON.
    #>
    function Respond($id, [object[]] $output) {
        $value = switch ($output.Count) { 0 { $null } 1 { $output[0] } default { $output } }
        $body = if ($null -eq $value) { 'null' } elseif ($value -is [string]) { $value } else { ConvertTo-Json -InputObject $value -Depth 20 -Compress -WarningAction SilentlyContinue }
        Send "invocation/$id/response" $body
    }

    <#
    .SYNOPSIS
    Tells Lambda what went wrong, and writes it to the log, which Lambda itself does not.
    #>
    function Fail($path, [System.Management.Automation.ErrorRecord] $problem) {
        [Console]::Error.WriteLine(($problem | Out-String))
        $exception = $problem.Exception
        # What a method threw says more than that it threw.
        if ($exception -is [System.Management.Automation.MethodInvocationException] -and $exception.InnerException) { $exception = $exception.InnerException }
        $type = $exception.GetType().Name
        $stack = @($problem.ScriptStackTrace -split "`r?`n" | Where-Object { $_ -notlike '*bootstrap.ps1*' })
        $body = ConvertTo-Json -Compress -InputObject @{ errorMessage = $exception.Message; errorType = $type; stackTrace = $stack }
        Send $path $body -errorType $type
    }

    function Send($path, [string] $body, $errorType) {
        $content = [System.Net.Http.StringContent]::new($body, [System.Text.Encoding]::UTF8, 'application/json')
        if ($errorType) { $content.Headers.Add('Lambda-Runtime-Function-Error-Type', "PowerShell.$errorType") }
        $response = $client.PostAsync("$address/$path", $content).GetAwaiter().GetResult()
        if (-not $response.IsSuccessStatusCode) {
            [Console]::Error.WriteLine("Lambda refused $path with status $([int] $response.StatusCode): $($response.Content.ReadAsStringAsync().GetAwaiter().GetResult())")
        }
    }

    Export-ModuleMember -Function Read, Next, Respond, Fail
}

# Modules of the function, of extensions, and of PowerShell itself.
$env:PSModulePath = @("$env:LAMBDA_TASK_ROOT/modules", '/opt/modules', "$PSHOME/Modules") -join ':'

try {
    $private:LambdaHandler = $private:LambdaRuntime.Read($Handler)
    if ($private:LambdaHandler.Module) { Import-Module -Name $private:LambdaHandler.Module -ErrorAction Stop }
    elseif ($private:LambdaHandler.Function) { . $private:LambdaHandler.Script }
    if ($private:LambdaHandler.Function) { $null = Get-Command -Name $private:LambdaHandler.Function -ErrorAction Stop }
}
catch {
    $private:LambdaRuntime.Fail('init/error', $_)
    exit 1
}

while ($true) {
    $private:LambdaEvent = $private:LambdaRuntime.Next()
    $LambdaInput = $private:LambdaEvent.Event
    $LambdaContext = [LambdaContext]@{
        AwsRequestId = $private:LambdaEvent.Id; InvokedFunctionArn = $private:LambdaEvent.Arn; Deadline = $private:LambdaEvent.Deadline
        Identity = $private:LambdaEvent.Identity; ClientContext = $private:LambdaEvent.Client
    }
    try {
        $private:LambdaOutput = @(& ($private:LambdaHandler.Function ?? $private:LambdaHandler.Script) $LambdaInput $LambdaContext)
        $private:LambdaRuntime.Respond($private:LambdaEvent.Id, $private:LambdaOutput)
    }
    catch {
        $private:LambdaRuntime.Fail("invocation/$($private:LambdaEvent.Id)/error", $_)
    }
}

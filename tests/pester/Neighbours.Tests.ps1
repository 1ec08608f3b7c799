# Beside AWS.Tools in one process: their AWS SDK is another version, and their session is ours too. Against the lab.
BeforeDiscovery {
    $sdks = foreach ($version in '3.7.501.1', '4.0.3.3') {
        @{ Version = $version; Order = 'before'; First = '$tools'; Second = '$module' }
        @{ Version = $version; Order = 'after'; First = '$module'; Second = '$tools' }
    }
}

BeforeAll {
    Set-StrictMode -Version Latest
    $ErrorActionPreference = 'Stop'
    Import-Module $PSScriptRoot/doubles/Doubles.psm1
    $builds = Get-Item "$PSScriptRoot/../../artifacts/bin/RecordingEngine/*/awssdk" | Select-Object -First 1
    $lab = $env:LAMBDAIMAGE_LAB_AWS

    # A PowerShell without AWS settings in its environment: all it knows is what AWS.Tools stores.
    function Alone([string] $version, [string] $script) {
        $uses = @"
            function UseAwsTools { Import-Module '$PSScriptRoot/doubles/AwsTools.psm1' -Global -ArgumentList '$builds/$version/AWSSDK.Core.dll' }
            function UseLambdaImage { Import-Module '$(Get-StagedModule)' -Global }
            `$InformationPreference = 'SilentlyContinue'
"@
        $environment = @{ AWS_EC2_METADATA_DISABLED = 'true' }
        'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_PROFILE' | ForEach-Object { $environment[$_] = $null }
        Invoke-PowerShell "$uses`n$script" $environment
    }

    function CallsOf([string] $function) {
        (Invoke-RestMethod "$lab/_lab/requests").Where{ $_.path -like "*$function*" -and $_.service -eq 'lambda' }
    }
}

Describe 'AWS.Tools with SDK <Version>, imported <Order> us' -Skip:(-not $env:LAMBDAIMAGE_LAB) -ForEach $sdks {
    BeforeAll {
        $use = @{ '$tools' = 'UseAwsTools'; '$module' = 'UseLambdaImage' }
        $function = "neighbours-$PID-$Order-$($Version -replace '\W')"
        $app = Join-Path $TestDrive $function
        Copy-Item -Recurse "$PSScriptRoot/../../docs/samples/hello-bootstrap" $app
    }

    It 'keeps its SDK, we keep ours, and its session deploys' {
        $said = Alone $Version @"
            $($use[$First]); $(if ($Order -eq 'after') { "Get-LambdaProject '$app' > `$null" }); $($use[$Second])
            Set-AWSCredential -AccessKey NEIGHBOUR -SecretKey secret -SessionToken token
            Set-DefaultAWSRegion eu-central-1
            (Deploy-LambdaImage '$app' $function -Name $function -Role $env:LAMBDAIMAGE_LAB_ROLE_ARN).FunctionArn
            [System.Runtime.Loader.AssemblyLoadContext]::All.ForEach{ `$context = `$_; `$context.Assemblies.Where{ `$_.GetName().Name -eq 'AWSSDK.Core' }.ForEach{ "`$(`$context.Name) `$([Diagnostics.FileVersionInfo]::GetVersionInfo(`$_.Location).FileVersion)" } }
            [Amazon.Runtime.BasicAWSCredentials]::new('a', 'b').GetCredentials().AccessKey
"@
        $said[0] | Should -BeLike "arn:aws:lambda:eu-central-1:*:function:$function"
        $said -like 'Default *' | Should -Be "Default $Version"
        $said -like 'LambdaImage *' | Should -HaveCount 1
        $said -like 'LambdaImage *' | Should -Not -BeLike "* $Version"
        $said[-1] | Should -Be a
        (CallsOf $function).accessKey | Sort-Object -Unique | Should -Be NEIGHBOUR
    }
}

Describe 'The session of AWS.Tools' -Skip:(-not $env:LAMBDAIMAGE_LAB) {
    BeforeAll {
        $function = "neighbours-$PID-session"
        $app = Join-Path $TestDrive $function
        Copy-Item -Recurse "$PSScriptRoot/../../docs/samples/hello-bootstrap" $app
        $deploy = "(Deploy-LambdaImage '$app' $function -Name $function -Role $env:LAMBDAIMAGE_LAB_ROLE_ARN).Change"
        $session = 'UseAwsTools; UseLambdaImage; Set-DefaultAWSRegion eu-central-1'
    }

    It 'may come from a profile that it stored, and so may ours' {
        $profiles = Join-Path $TestDrive 'the profiles'
        $said = Alone 4.0.3.3 @"
            $session
            Set-AWSCredential -AccessKey STORED -SecretKey secret -StoreAs shop -ProfileLocation '$profiles'
            Set-AWSCredential -ProfileName shop -ProfileLocation '$profiles'
            $deploy
            Remove-Variable StoredAWSCredentials -Scope Global
            Get-LambdaFunctionImage $function -ProfileName shop -ProfileLocation '$profiles' | Select-Object -ExpandProperty FunctionName
"@
        $said | Should -Be Created, $function
        (CallsOf $function).accessKey | Sort-Object -Unique | Should -Be STORED
    }

    It 'is asked again when keys expire in the middle of the work' {
        $fault = @{ count = 1; status = 403; code = 'ExpiredTokenException'; message = 'The security token is expired'; on = 'aws'; method = 'PUT'; path = "$function/code" }
        $said = Alone 4.0.3.3 @"
            $session
            `$credentials = [Amazon.PowerShell.Common.RenewedCredentials]::new()
            Set-AWSCredential -Credential `$credentials
            Set-Content '$app/changed.txt' (New-Guid)
            Invoke-RestMethod -Method Post '$lab/_lab/faults' -Body '$($fault | ConvertTo-Json -Compress)' > `$null
            $deploy
            `$credentials.Times -gt 1
"@
        $said | Should -Be Updated, True
        $updates = (CallsOf $function).Where{ $_.method -eq 'PUT' -and $_.path -like '*/code' }
        $updates | Should -HaveCount 2
        $updates.accessKey | Sort-Object -Unique | Should -HaveCount 2 -Because 'the second attempt needs newer keys than the first'
    }

    It 'gives way to a splat made for AWS.Tools' {
        $said = Alone 4.0.3.3 @"
            $session
            Set-AWSCredential -AccessKey BADKEY -SecretKey secret
            `$aws = @{ AK = 'SPLATTED'; SK = 'secret'; ST = 'token'; RegionToCall = 'eu-central-1'; EndpointUrl = '$env:AWS_ENDPOINT_URL' }
            (Get-LambdaFunctionImage $function @aws).FunctionName
            `$aws = @{ Credential = [Amazon.Runtime.SessionAWSCredentials]::new('OBJECT', 'secret', 'token'); Region = 'eu-central-1' }
            (Get-LambdaFunctionImage $function @aws).FunctionName
"@
        $said | Should -Be $function, $function
        (CallsOf $function).accessKey | Select-Object -Last 1 | Should -Be OBJECT
        (CallsOf $function).accessKey | Should -Contain SPLATTED
    }
}

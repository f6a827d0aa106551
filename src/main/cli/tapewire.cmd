@rem Starts the command tapewire, whose jar lies beside this script.
@java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -jar "%~dp0tapewire.jar" %*
